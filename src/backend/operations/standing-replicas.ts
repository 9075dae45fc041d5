import type { StoreTransaction } from '../store/open-store.ts';

/** Replicas of an agent that are neither over nor promoted: those that are ready first, then the oldest. */
export async function standingReplicas(transaction: StoreTransaction, agentId: string) {
  const rows = await transaction
    .selectFrom('replica_instances')
    .select(['id', 'instance_id', 'pool_id', 'instance_type', 'region', 'az', 'status', 'is_active', 'terminated_at', 'hourly_cost'])
    .where('agent_id', '=', agentId)
    .where('is_active', '=', 1)
    .where('status', 'not in', ['terminated', 'promoted', 'failed'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.toSorted((one, other) => Number(other.status === 'ready') - Number(one.status === 'ready'));
}
