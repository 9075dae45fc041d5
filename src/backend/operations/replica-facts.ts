import type { Store } from '../store/open-store.ts';
import { sentTime } from '../store/stored-time.ts';

/** Replicas with the pool each runs in, where that pool is still known. */
export function replicasWithPools(store: Store) {
  return store
    .selectFrom('replica_instances as ri')
    .leftJoin('spot_pools as p', 'p.id', 'ri.pool_id')
    .select(['ri.id', 'ri.agent_id', 'ri.instance_id', 'ri.replica_type', 'ri.status', 'ri.is_active', 'ri.created_by'])
    .select(['ri.sync_status', 'ri.sync_latency_ms', 'ri.state_transfer_progress', 'ri.hourly_cost', 'ri.total_cost'])
    .select(['ri.created_at', 'ri.ready_at', 'ri.terminated_at', 'ri.tags'])
    .select(['p.id as pool_id', 'p.pool_name', 'p.instance_type as pool_type', 'p.region as pool_region', 'p.az as pool_az']);
}

export type ReplicaWithPool = Awaited<ReturnType<ReturnType<typeof replicasWithPools>['execute']>>[number];

/** What every answer about a replica has in common. */
export function replicaFacts(replica: ReplicaWithPool) {
  return {
    id: replica.id,
    type: replica.replica_type,
    status: replica.status,
    sync_status: replica.sync_status,
    sync_latency_ms: replica.sync_latency_ms,
    state_transfer_progress: replica.state_transfer_progress,
    pool: {
      id: replica.pool_id,
      name: replica.pool_name,
      instance_type: replica.pool_type,
      region: replica.pool_region,
      az: replica.pool_az,
    },
    cost: { hourly: replica.hourly_cost, total: replica.total_cost },
    created_by: replica.created_by,
    created_at: sentTime(replica.created_at),
    ready_at: sentTime(replica.ready_at),
    terminated_at: sentTime(replica.terminated_at),
    is_active: replica.is_active === 1,
  };
}
