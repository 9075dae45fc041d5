import type { AgentRun } from './agent-run.ts';

/**
 * Whether the agent is to hear EC2's notices: its instance serves, is a spot instance and is the machine it runs on, as the metadata service
 * says. What befalls one that does not serve would move the primary's agent.
 */
export async function watchesItsMachine({ ports, identity, standing }: AgentRun): Promise<boolean> {
  if (!standing.isServing || identity.mode !== 'spot') return false;
  const own = await ports.machine.facts();
  return own?.instanceId === identity.instanceId;
}
