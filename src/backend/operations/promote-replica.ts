import { isInstanceId } from '../../domain/instance.ts';
import { promoteReplica } from '../../wire/replicas.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import { recordEvent } from '../store/record-event.ts';
import type { AgentRow } from '../store/rows.ts';
import { sentTime, storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { bookInstance } from './book-instance.ts';
import { changeInstance } from './change-instance.ts';
import { findReplica } from './find-replica.ts';
import { pointAgentAt } from './point-agent.ts';

interface Promotion {
  readonly agent: AgentRow;
  readonly replica: Awaited<ReturnType<typeof findReplica>>;
  readonly now: Date;
}

/** Makes a launched replica the primary. The old primary is demoted like by any other registration, or kept as a replica if so asked. */
export const promoteReplicaRoute: Route = ownAgentRoute(promoteReplica, async ({ store, agent, params, body, now }) => {
  const old = agent.instance_id;
  const { replica, isKept } = await transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    const found = await findReplica(transaction, { agentId: agent.id, replicaId: params['replicaId'] }).catch(asInactive);
    expectReady(found);
    const keeps = (body.demote_old_primary ?? false) && old !== null && old !== found.instance_id;
    await promote(transaction, { agent, replica: found, now });
    if (keeps) {
      const event = { kind: 'registered-as-replica' } as const;
      await changeInstance(transaction, { instanceId: old, clientId: agent.client_id, agentId: agent.id, event, now });
    }
    return { replica: found, isKept: keeps };
  });
  return {
    success: true,
    message: 'Replica promoted to primary',
    new_instance_id: replica.instance_id,
    old_instance_id: old,
    demoted: isKept,
    switch_time: sentTime(storedTime(now)) ?? '',
  };
});

function expectReady({ status, instance_id }: Promotion['replica']): void {
  if ((status === 'ready' || status === 'syncing') && isInstanceId(instance_id)) return;
  throw new Refusal(400, { error: 'Replica not ready for promotion', current_status: status, required_status: 'ready or syncing' });
}

async function promote(transaction: StoreTransaction, { agent, replica, now }: Promotion): Promise<void> {
  const { id, instance_id: instanceId } = replica;
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
export function placeOf(replica: Promotion['replica'], agent: AgentRow) {
  return {
    instanceType: replica.instance_type ?? agent.instance_type ?? 'unknown',
    region: replica.region ?? agent.region ?? 'unknown',
    az: replica.az ?? agent.az ?? 'unknown',
  };
}

function asInactive(error: unknown): never {
  throw error instanceof Refusal ? refusal(404, 'Replica not found or inactive') : error;
}
