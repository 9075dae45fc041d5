import type { AgentBackend } from '../../ports/agent-backend.ts';
import { agentReplicas, setReplicaStatus, updateReplica } from '../../wire/replicas.ts';
import { toBackendTime } from './backend-times.ts';
import type { askingThrough } from './decode-answer.ts';

/** What an agent does about its replicas. */
export function replicaCalls(ask: ReturnType<typeof askingThrough>): Pick<AgentBackend, 'replicas' | 'bookReplica' | 'reportReplica'> {
  return {
    replicas: async (agentId) => {
      const { replicas } = await ask(agentReplicas, { parameters: { agentId } });
      return replicas.map(({ id, instance_id: instanceId, status, pool }) => {
        const { instance_type: instanceType = null, az = null } = pool ?? {};
        return { id, instanceId, status, instanceType, az };
      });
    },
    bookReplica: async (agentId, { replicaId, instanceId }) => {
      await ask(updateReplica, { parameters: { agentId, replicaId }, body: { instance_id: instanceId, status: 'syncing' } });
    },
    reportReplica: async (agentId, { replicaId, status, reason, at }) => {
      const outcome = status === 'ready' ? { sync_completed_at: toBackendTime(at) } : { error_message: reason };
      await ask(setReplicaStatus, { parameters: { agentId, replicaId }, body: { status, ...outcome } });
    },
  };
}
