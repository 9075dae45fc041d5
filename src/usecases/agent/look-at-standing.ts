import type { Instance } from '../../domain/instance.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';

/**
 * Asks whether the agent is switched on and its instance still its primary, and tells where that has changed. An instance that the
 * backend has no row of stays what it was. Throws what kept it from asking.
 */
export async function* lookAtStanding(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  const { ports, agentId, clientId, identity, standing } = run;
  const [backend, own] = await Promise.all([ports.backend(), ports.agentBackend()]);
  const [{ isEnabled }, row] = await Promise.all([backend.agentConfig(agentId), own.ownRow(clientId, identity.instanceId)]);
  // A switch may have moved the agent on meanwhile: the answer is about another instance then.
  if (run.identity !== identity) return;
  const isServing = row === null ? standing.isServing : serves(row);
  run.standing = { isServing, isEnabled };
  if (isServing === standing.isServing && isEnabled === standing.isEnabled) return;
  yield { kind: 'standing', instanceId: identity.instanceId, isServing, isEnabled };
}

/** As a registration judges it. */
function serves({ status, isPrimary }: Instance): boolean {
  return status === 'running_primary' && isPrimary !== false;
}
