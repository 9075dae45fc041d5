import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';

/**
 * Says that the agent lives. The beat of one that does not serve would give the primary's agent the wrong type, mode and zone: it only
 * sees whether the backend answers, as a dry run does. Throws the backend's error.
 */
export async function* sendHeartbeat({ ports, input, agentId, identity, standing }: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (input.isDryRun || !standing.isServing) {
    const backend = await ports.backend();
    await backend.agentConfig(agentId);
    yield { kind: 'heard' };
    return;
  }
  const backend = await ports.agentBackend();
  await backend.heartbeat(agentId, { identity, isEnabled: standing.isEnabled });
  yield { kind: 'alive' };
}
