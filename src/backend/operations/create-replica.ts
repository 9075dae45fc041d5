import { randomUUID } from 'node:crypto';

import type { RequestOf } from '../../wire/endpoint.ts';
import { createReplica } from '../../wire/replicas.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { lockAgent } from '../store/lock-rows.ts';
import type { StoreTransaction } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';
import { transact } from '../store/transact.ts';
import { choosePool, latestPrice } from './choose-pool.ts';
import { standingReplicas } from './standing-replicas.ts';

/** Asks for a replica in a pool, the safest other one where none is named: a placeholder until the agent has launched it and puts its id in. One at a time. */
export const createReplicaRoute: Route = ownAgentRoute(createReplica, async ({ store, agent, body, now }) => {
  if (agent.status !== 'online') throw refusal(404, 'Agent not found or offline');
  if (agent.manual_replica_enabled !== 1) {
    throw new Refusal(400, {
      error: 'Manual replicas not enabled for this agent',
      hint: 'Enable manual_replica_enabled in agent settings',
    });
  }
  const id = randomUUID();
  return transact(store, async (transaction) => {
    await lockAgent(transaction, agent.id);
    await expectNone(transaction, agent);
    const pool =
      body.pool_id === undefined
        ? await chosenPool(transaction, { agent, body, now })
        : await findPool(transaction, { agent, poolId: body.pool_id });
    const instanceId = `replica-${id.slice(0, 8)}`;
    const price = await latestPrice(transaction, pool.id);
    const place = { pool_id: pool.id, instance_type: pool.instance_type, region: pool.region, az: pool.az };
    const origin = { replica_type: 'manual', created_by: body.created_by?.slice(0, 255) ?? null, parent_instance_id: agent.instance_id };
    const facts = { hourly_cost: price, tags: JSON.stringify(body.tags ?? {}), created_at: storedTime(now), status: 'launching' };
    await transaction
      .insertInto('replica_instances')
      .values({ id, agent_id: agent.id, instance_id: instanceId, ...place, ...origin, ...facts })
      .execute();
    await transaction.updateTable('agents').set({ replica_count: 1, current_replica_id: id }).where('id', '=', agent.id).execute();
    return {
      success: true,
      replica_id: id,
      instance_id: instanceId,
      pool: { id: pool.id, name: pool.pool_name, instance_type: pool.instance_type, region: pool.region, az: pool.az },
      hourly_cost: price,
      status: 'launching',
      message: 'Replica creation initiated',
    };
  });
});

async function expectNone(transaction: StoreTransaction, agent: AgentRow): Promise<void> {
  const standing = await standingReplicas(transaction, agent.id);
  if (standing.length === 0) return;
  throw new Refusal(400, {
    error: 'Replica already exists for this agent',
    current_count: standing.length,
    max_allowed: 1,
    note: 'Manual replica mode maintains exactly 1 replica. Delete existing replica first.',
  });
}

interface Wanted {
  readonly agent: AgentRow;
  readonly body: RequestOf<typeof createReplica>;
  readonly now: Date;
}

async function chosenPool(transaction: StoreTransaction, { agent, body, now }: Wanted) {
  const wish = { preferredZones: [], excludedZones: body.exclude_zones ?? [], mostUsdPerHour: body.max_hourly_cost };
  const pool = await choosePool(transaction, { agent, ...wish, now });
  if (pool === null) throw refusal(404, 'Pool not found');
  return pool;
}

async function findPool(transaction: StoreTransaction, { agent, poolId }: { readonly agent: AgentRow; readonly poolId: string }) {
  const pool = await transaction.selectFrom('spot_pools').selectAll().where('id', '=', poolId).executeTakeFirst();
  if (pool === undefined) throw refusal(404, 'Pool not found');
  if (agent.instance_type !== null && pool.instance_type !== agent.instance_type) {
    throw new Refusal(400, { error: 'Pool instance type mismatch', agent_type: agent.instance_type, pool_type: pool.instance_type });
  }
  return pool;
}
