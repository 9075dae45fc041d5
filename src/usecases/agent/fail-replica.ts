import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';

/** Tells the backend why there will be no such replica. Throws the backend's error. */
export async function failReplica(
  { ports, agentId }: AgentRun,
  failed: { readonly replicaId: string; readonly reason: string },
): Promise<AgentEvent> {
  const { replicaId, reason } = failed;
  const backend = await ports.agentBackend();
  await backend.reportReplica(agentId, { replicaId, status: 'failed', reason, at: ports.clock.now().toISOString() });
  return { kind: 'replica-failed', replicaId, reason };
}
