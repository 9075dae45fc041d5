import { refusal } from '../http/refusal.ts';
import { isMysql } from '../store/flavour.ts';
import type { StoreTransaction } from '../store/open-store.ts';

/** The agent's replica of that id, locked until the transaction ends; a 404 where it has none. */
export async function findReplica(
  transaction: StoreTransaction,
  { agentId, replicaId = '' }: { readonly agentId: string; readonly replicaId: string | undefined },
) {
  const replica = await transaction
    .selectFrom('replica_instances')
    .select(['id', 'instance_id', 'pool_id', 'instance_type', 'region', 'az', 'status', 'is_active', 'terminated_at', 'hourly_cost'])
    .where('id', '=', replicaId)
    .where('agent_id', '=', agentId)
    .$if(isMysql(transaction), (query) => query.forUpdate())
    .executeTakeFirst();
  if (replica === undefined) throw refusal(404, 'Replica not found');
  return replica;
}
