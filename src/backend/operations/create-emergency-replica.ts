import { randomUUID } from 'node:crypto';

import { createEmergencyReplica } from '../../wire/interruptions.ts';
import { Refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { choosePool } from './choose-pool.ts';
import { recordInterruption } from './record-interruption.ts';
import { reportedTime } from './reported-time.ts';
import { servingInstance } from './serving-instance.ts';
import { standingReplicas } from './standing-replicas.ts';

interface Emergency {
  readonly agent: AgentRow;
  readonly instanceId: string;
  readonly signal: 'rebalance-recommendation' | 'termination-notice';
  readonly terminationTime: string | null;
  readonly preferredZones: readonly string[];
  readonly excludedZones: readonly string[];
  readonly now: Date;
}

/** Asks for a replica in the safest other pool before EC2 takes the primary. Asked again it names the one that stands already. */
export const createEmergencyReplicaRoute: Route = ownAgentRoute(createEmergencyReplica, async ({ store, agent, body, now }) => {
  const emergency: Emergency = {
    agent,
    instanceId: servingInstance(agent, body.instance_id),
    signal: body.signal_type,
    terminationTime: reportedTime('termination_time', body.termination_time),
    preferredZones: body.preferred_zones ?? [],
    excludedZones: body.exclude_zones ?? [],
    now,
  };
  if (agent.auto_switch_enabled !== 1) {
    throw new Refusal(403, {
      error: 'Emergency replica creation disabled',
      reason: 'auto_switch_enabled is off for this agent',
      hint: 'Switch auto_switch_enabled on in the agent settings',
    });
  }
  const replica = await transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    return (await findStanding(transaction, agent.id)) ?? (await create(transaction, emergency));
  });
  const message = 'Emergency replica created. Connect immediately for state sync.';
  return { success: true, ...replica, message, urgency: emergency.signal === 'termination-notice' ? 'critical' : 'high' };
});

async function findStanding(transaction: StoreTransaction, agentId: string) {
  const [standing] = await standingReplicas(transaction, agentId);
  if (standing === undefined) return null;
  const pool = await transaction
    .selectFrom('spot_pools')
    .select(['id', 'pool_name as name', 'az'])
    .where('id', '=', standing.pool_id ?? '')
    .executeTakeFirst();
  return {
    replica_id: standing.id,
    instance_id: standing.instance_id,
    pool: pool ?? { id: null, name: null, az: standing.az },
    hourly_cost: standing.hourly_cost,
  };
}

async function create(transaction: StoreTransaction, emergency: Emergency) {
  const { agent, instanceId, signal, terminationTime, now } = emergency;
  const pool = await choosePool(transaction, emergency);
  if (pool === null) {
    throw new Refusal(409, {
      error: 'No suitable pool found for emergency replica',
      hint: 'No other pool of this type and region is known',
    });
  }
  const [id, at] = [randomUUID(), storedTime(now)];
  const place = { pool_id: pool.id, instance_type: pool.instance_type, region: pool.region, az: pool.az };
  const origin = { status: 'launching', created_by: 'system', parent_instance_id: instanceId, hourly_cost: pool.price, created_at: at };
  const placeholder = `emergency-${id.slice(0, 8)}`;
  await transaction
    .insertInto('replica_instances')
    .values({
      id,
      agent_id: agent.id,
      instance_id: placeholder,
      replica_type: signal === 'termination-notice' ? 'automatic-termination' : 'automatic-rebalance',
      ...place,
      ...origin,
      interruption_signal_type: signal,
      interruption_detected_at: at,
      termination_time: terminationTime,
    })
    .execute();
  await transaction
    .updateTable('agents')
    .set({ replica_count: 1, current_replica_id: id, last_interruption_signal: at })
    .where('id', '=', agent.id)
    .execute();
  const message = `A replica for ${instanceId} was asked for in ${pool.id} after a ${signal.replaceAll('-', ' ')}`;
  const done = { response: 'created-replica', replicaId: id, problem: null, message } as const;
  await recordInterruption(transaction, { agent, instanceId, signal, terminationTime, ...done, now });
  return { replica_id: id, instance_id: placeholder, pool: { id: pool.id, name: pool.pool_name, az: pool.az }, hourly_cost: pool.price };
}
