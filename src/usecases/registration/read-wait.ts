import type { Agent } from '../../domain/agent.ts';
import type { SweepWait } from '../../domain/registration/sweep.ts';
import type { Ports } from '../../ports/ports.ts';
import { see } from '../see.ts';

/** The agent's own setting of the sweep; `null` where the backend would not tell it. */
export async function readWait(ports: Ports, agent: Agent): Promise<SweepWait | null> {
  const seen = await see(ports.backend().then((backend) => backend.agentConfig(agent.id)));
  return seen.ok ? { isOn: seen.value.autoTerminateEnabled, seconds: seen.value.terminateWaitSeconds } : null;
}
