import { isInstanceId } from '../../domain/instance.ts';
import { Refusal } from '../http/refusal.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { bookInstance } from './book-instance.ts';
import type { findReplica } from './find-replica.ts';
import { pointAgentAt } from './point-agent.ts';

type Replica = Awaited<ReturnType<typeof findReplica>>;

export interface Promotion {
  readonly agent: AgentRow;
  readonly replica: Replica;
  readonly now: Date;
}

/** True for a replica that was launched and is not over. */
export function isPromotable({ status, instance_id }: Pick<Replica, 'status' | 'instance_id'>): boolean {
  return (status === 'ready' || status === 'syncing') && isInstanceId(instance_id);
}

/** Makes a replica its agent's primary; every other primary of the agent is demoted. 400 for a replica that was not launched. */
export async function makeReplicaPrimary(transaction: StoreTransaction, { agent, replica, now }: Promotion): Promise<void> {
  const { id, instance_id: instanceId, status } = replica;
  if (!isPromotable(replica)) {
    throw new Refusal(400, { error: 'Replica not ready for promotion', current_status: status, required_status: 'ready or syncing' });
  }
  const booking = {
    clientId: agent.client_id,
    agentId: agent.id,
    instanceId,
    ...placeOf(replica, agent),
    mode: 'spot',
    poolId: replica.pool_id,
    imageId: null,
    spotPrice: replica.hourly_cost,
    onDemandPrice: null,
    isPrimary: true,
    now,
  };
  const at = storedTime(now);
  await bookInstance(transaction, booking);
  await pointAgentAt(transaction, booking);
  await transaction
    .updateTable('replica_instances')
    .set({ status: 'promoted', promoted_at: at, is_active: 0 })
    .where('id', '=', id)
    .execute();
  await transaction
    .updateTable('agents')
    .set({ current_replica_id: null, replica_count: 0, last_failover_at: at })
    .where('id', '=', agent.id)
    .execute();
  const about = { clientId: agent.client_id, agentId: agent.id, instanceId };
  await recordEvent(transaction, { type: 'replica_promoted', ...about, message: `Replica ${id} was promoted`, at: now });
}

/** A replica that does not say where it runs runs where its agent does. */
export function placeOf(replica: Replica, agent: AgentRow) {
  return {
    instanceType: replica.instance_type ?? agent.instance_type ?? 'unknown',
    region: replica.region ?? agent.region ?? 'unknown',
    az: replica.az ?? agent.az ?? 'unknown',
  };
}
