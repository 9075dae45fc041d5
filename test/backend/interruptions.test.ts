import { describe, expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { acmeInstance, acmeZombie, NEW_INSTANCE, PRIMARY, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const AGENT = `/api/agents/${WEB}`;
const TYPE = { instance_type: 't3.medium', region: 'ap-south-1' } as const;

function pool(zone: string) {
  return newRow('spot_pools', { id: `t3.medium.${zone}`, pool_name: `t3.medium (${zone})`, az: zone, ...TYPE });
}

function interruptionOf(poolId: string) {
  const signal = { signal_type: 'termination-notice', response_action: 'no-action', detected_at: '2025-11-20 00:00:00' };
  return newRow('spot_interruption_events', { instance_id: 'i-0', agent_id: 'another', pool_id: poolId, ...signal });
}

function replica(facts: { readonly id: string; readonly instance_id: string; readonly status: string }) {
  const place = { az: 'ap-south-1c', pool_id: 't3.medium.ap-south-1c', ...TYPE };
  return newRow('replica_instances', { agent_id: WEB, replica_type: 'automatic-rebalance', ...place, ...facts });
}

const pools = ['ap-south-1a', 'ap-south-1b', 'ap-south-1c'].map(pool);

function read({ database }: SeededBackend, sql: string): unknown {
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

describe('an emergency replica', () => {
  test('is asked for in the pool that was interrupted least, and never where the primary runs', async () => {
    const backend = await seededBackend({ rows: twoClients({ rows: [...pools, interruptionOf('t3.medium.ap-south-1b')] }) });

    const answer = await backend.call(`POST ${AGENT}/create-emergency-replica`, {
      body: { signal_type: 'termination-notice', instance_id: PRIMARY, termination_time: '2025-11-26T12:02:00Z' },
    });

    expect(answer).toMatchObject({
      status: 201,
      body: {
        success: true,
        instance_id: expect.stringMatching(/^emergency-[0-9a-f]{8}$/),
        pool: { id: 't3.medium.ap-south-1c', name: 't3.medium (ap-south-1c)', az: 'ap-south-1c' },
        hourly_cost: null,
        urgency: 'critical',
      },
    });
    expect(read(backend, 'select status, replica_type, parent_instance_id, termination_time from replica_instances')).toEqual([
      { status: 'launching', replica_type: 'automatic-termination', parent_instance_id: PRIMARY, termination_time: '2025-11-26 12:02:00' },
    ]);
  });

  test('is asked for once, however often the agent hears the signal', async () => {
    const backend = await seededBackend({ rows: twoClients({ rows: pools }) });
    const ask = () =>
      backend.call(`POST ${AGENT}/create-emergency-replica`, { body: { signal_type: 'rebalance-recommendation', instance_id: PRIMARY } });

    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);

    expect(others).toEqual([first, first]);
    expect(read(backend, 'select count(*) as replicas from replica_instances')).toEqual([{ replicas: 1 }]);
    expect(read(backend, 'select response_action from spot_interruption_events')).toEqual([{ response_action: 'created-replica' }]);
  });

  test.each([
    { what: 'a signal EC2 does not send', body: { signal_type: 'storm' }, status: 400 },
    { what: 'a time that is none', body: { signal_type: 'termination-notice', termination_time: 'soon' }, status: 400 },
    { what: 'an instance that serves nobody', body: { signal_type: 'termination-notice', instance_id: NEW_INSTANCE }, status: 409 },
    {
      what: 'zones that leave no pool',
      body: { signal_type: 'termination-notice', exclude_zones: ['ap-south-1b', 'ap-south-1c'] },
      status: 409,
    },
  ])('is refused for $what', async ({ body, status }) => {
    const backend = await seededBackend({ rows: twoClients({ rows: pools }) });

    const answer = await backend.call(`POST ${AGENT}/create-emergency-replica`, { body });

    expect(answer).toMatchObject({ status, body: { error: expect.any(String) } });
    expect(read(backend, 'select id from replica_instances')).toEqual([]);
  });

  test('is not made where automatic switching is off', async () => {
    const backend = await seededBackend({ rows: twoClients({ rows: pools, agent: { auto_switch_enabled: 0 } }) });

    const answer = await backend.call(`POST ${AGENT}/create-emergency-replica`, { body: { signal_type: 'termination-notice' } });

    expect(answer).toMatchObject({ status: 403, body: { error: 'Emergency replica creation disabled' } });
  });
});

describe('a termination notice', () => {
  test('makes the launched replica the primary and leaves the old one to the sweep', async () => {
    const rows = [
      replica({ id: 'r1', instance_id: 'replica-7e900000', status: 'launching' }),
      replica({ id: 'r2', instance_id: NEW_INSTANCE, status: 'ready' }),
      acmeInstance({ id: NEW_INSTANCE, instance_status: 'running_replica', is_primary: 0 }),
    ];
    const backend = await seededBackend({ rows: twoClients({ rows }) });

    const answer = await backend.call(`POST ${AGENT}/termination-imminent`, {
      body: { instance_id: PRIMARY, action: 'terminate', time: '2025-11-26T12:02:00Z', detected_at: '2025-11-26T12:00:00.123456+00:00' },
    });
    backend.clock.advance(61);
    const offers = await backend.call(`GET ${AGENT}/instances-to-terminate`);

    expect(answer).toMatchObject({
      status: 200,
      body: { success: true, new_instance_id: NEW_INSTANCE, replica_id: 'r2', action: 'replica_promoted' },
    });
    expect(offers.body).toMatchObject({ instances: [{ instance_id: PRIMARY, reason: 'zombie_timeout', seconds_waiting: 61 }] });
    expect(read(backend, `select instance_id, interruption_handled_count from agents where id = '${WEB}'`)).toEqual([
      { instance_id: NEW_INSTANCE, interruption_handled_count: 1 },
    ]);
  });

  test('lets the agent on the new primary register', async () => {
    const rows = [replica({ id: 'r2', instance_id: NEW_INSTANCE, status: 'syncing' })];
    const backend = await seededBackend({ rows: twoClients({ rows }) });
    await backend.call(`POST ${AGENT}/termination-imminent`, { body: { instance_id: PRIMARY } });

    const body = { logical_agent_id: 'web-01', instance_id: NEW_INSTANCE, az: 'ap-south-1c', ...TYPE };
    const answer = await backend.call('POST /api/agents/register', { body });

    expect(answer).toMatchObject({ status: 200, body: { config: { enabled: 1 } } });
    expect(answer.body).not.toHaveProperty('message');
  });

  test('of an instance that was replaced changes nothing', async () => {
    const zombie = 'i-0dead00000000dead';
    const rows = [acmeZombie({ id: zombie, demotedSecondsAgo: 10 }), replica({ id: 'r2', instance_id: NEW_INSTANCE, status: 'ready' })];
    const backend = await seededBackend({ rows: twoClients({ rows }) });

    const answer = await backend.call(`POST ${AGENT}/termination-imminent`, { body: { instance_id: zombie } });

    expect(answer).toMatchObject({ status: 200, body: { action: 'none', new_instance_id: PRIMARY, replica_id: null } });
    expect(read(backend, 'select status from replica_instances')).toEqual([{ status: 'ready' }]);
  });

  test('without a replica is booked, and says that nothing takes over', async () => {
    const backend = await seededBackend({ rows: twoClients() });

    const answer = await backend.call(`POST ${AGENT}/termination-imminent`, { body: { instance_id: PRIMARY } });

    expect(answer).toMatchObject({ status: 409, body: { success: false, action: 'emergency_snapshot_required' } });
    expect(read(backend, 'select instance_id, success from spot_interruption_events')).toEqual([{ instance_id: PRIMARY, success: 0 }]);
    expect(read(backend, `select instance_status from instances where id = '${PRIMARY}'`)).toEqual([
      { instance_status: 'running_primary' },
    ]);
  });
});

describe('a rebalance recommendation', () => {
  const risky = Array.from({ length: 15 }, () => interruptionOf('t3.medium.ap-south-1a'));
  const ask = (backend: SeededBackend) =>
    backend.call(`POST ${AGENT}/rebalance-recommendation`, {
      body: { instance_id: PRIMARY, detected_at: '2025-11-26T17:30:00.000001+05:30' },
    });

  test('names a safer pool where the own one is interrupted often', async () => {
    const agent = { current_pool_id: 't3.medium.ap-south-1a' };
    const backend = await seededBackend({ rows: twoClients({ agent, rows: [...pools, ...risky] }) });

    const answer = await ask(backend);

    expect(answer).toMatchObject({
      status: 200,
      body: { action: 'switch', risk_score: 0.5, target_mode: 'spot', target_pool_id: 't3.medium.ap-south-1b' },
    });
  });

  test('is watched where the risk is small, and booked once an hour', async () => {
    const backend = await seededBackend({ rows: twoClients({ rows: pools }) });

    const answer = await ask(backend);
    await ask(backend);

    expect(answer).toMatchObject({ status: 200, body: { success: true, action: 'monitor', risk_score: 0 } });
    expect(read(backend, 'select instance_id, detected_at from termination_events')).toEqual([
      { instance_id: PRIMARY, detected_at: '2025-11-26 12:00:00' },
    ]);
  });
});

test('an agent that ends is offline, and its primary stays the primary', async () => {
  const backend = await seededBackend({ rows: twoClients() });

  const answer = await backend.call(`POST ${AGENT}/termination`, { body: { reason: 'shutdown' } });

  expect(answer).toEqual({ status: 200, body: { success: true } });
  expect(read(backend, `select status from agents where id = '${WEB}'`)).toEqual([{ status: 'offline' }]);
  expect(read(backend, `select is_primary from instances where id = '${PRIMARY}'`)).toEqual([{ is_primary: 1 }]);
});
