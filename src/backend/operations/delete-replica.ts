import { deleteReplica } from '../../wire/replicas.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import { recordEvent } from '../store/record-event.ts';
import { sentTime, storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { changeInstance } from './change-instance.ts';
import { findReplica } from './find-replica.ts';

/** Dismisses a replica: the sweep gets its machine. A promoted one is the primary, and no replica any more. */
export const deleteReplicaRoute: Route = ownAgentRoute(deleteReplica, async ({ store, client, agent, params, now }) => {
  const at = storedTime(now);
  return transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    const replica = await findReplica(transaction, { agentId: agent.id, replicaId: params['replicaId'] });
    if (replica.status === 'promoted') throw refusal(409, 'The replica was promoted: it is the primary');
    if (replica.status === 'terminated') {
      throw new Refusal(400, { error: 'Replica already terminated', terminated_at: sentTime(replica.terminated_at) });
    }
    await transaction
      .updateTable('replica_instances')
      .set({ status: 'terminated', is_active: 0, terminated_at: at })
      .where('id', '=', replica.id)
      .execute();
    const event = { kind: 'dismissed', at: now.toISOString() } as const;
    await changeInstance(transaction, { instanceId: replica.instance_id, clientId: client.id, agentId: agent.id, event, now });
    await transaction.updateTable('agents').set({ replica_count: 0, current_replica_id: null }).where('id', '=', agent.id).execute();
    const message = `Replica ${replica.id} was terminated`;
    const about = { clientId: client.id, agentId: agent.id, instanceId: replica.instance_id };
    await recordEvent(transaction, { type: 'replica_terminated', ...about, message, at: now });
    return { success: true, message: 'Replica terminated', replica_id: replica.id, terminated_at: sentTime(at) ?? '' };
  });
});
