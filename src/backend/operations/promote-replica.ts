import { randomUUID } from 'node:crypto';

import { promoteReplica } from '../../wire/replicas.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent, lockInstance } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { sentTime, storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { changeInstance } from './change-instance.ts';
import { findReplica } from './find-replica.ts';
import { makeReplicaPrimary } from './make-replica-primary.ts';

/** Makes a launched replica the primary. The old primary is demoted like by any other registration, or kept as a replica if so asked. */
export const promoteReplicaRoute: Route = ownAgentRoute(promoteReplica, async ({ store, agent, params, body, now }) => {
  const old = agent.instance_id;
  const { replica, isKept } = await transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    const found = await findReplica(transaction, { agentId: agent.id, replicaId: params['replicaId'] }).catch(asInactive);
    await makeReplicaPrimary(transaction, { agent, replica: found, now });
    const keeps = (body.demote_old_primary ?? false) && old !== null && old !== found.instance_id;
    return { replica: found, isKept: keeps && (await keepAsReplica(transaction, { agent, instanceId: old, now })) };
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

interface OldPrimary {
  readonly agent: AgentRow;
  readonly instanceId: string;
  readonly now: Date;
}

/** The old primary stands by from now on, in both books. False where the books do not hold it. */
async function keepAsReplica(transaction: StoreTransaction, { agent, instanceId, now }: OldPrimary): Promise<boolean> {
  const row = await lockInstance(transaction, instanceId);
  if (row === undefined || row.client_id !== agent.client_id) return false;
  const event = { kind: 'registered-as-replica' } as const;
  await changeInstance(transaction, { instanceId, clientId: agent.client_id, agentId: agent.id, event, now });
  const [id, at] = [randomUUID(), storedTime(now)];
  const place = { pool_id: row.current_pool_id, instance_type: row.instance_type, region: row.region, az: row.az };
  const origin = { replica_type: 'manual', created_by: 'promotion', parent_instance_id: agent.instance_id, hourly_cost: row.spot_price };
  await transaction
    .insertInto('replica_instances')
    .values({ id, agent_id: agent.id, instance_id: instanceId, ...place, ...origin, status: 'ready', created_at: at, ready_at: at })
    .execute();
  await transaction.updateTable('agents').set({ current_replica_id: id, replica_count: 1 }).where('id', '=', agent.id).execute();
  return true;
}

function asInactive(error: unknown): never {
  throw error instanceof Refusal ? refusal(404, 'Replica not found or inactive') : error;
}
