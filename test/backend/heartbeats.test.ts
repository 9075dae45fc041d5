import { expect, test } from 'vitest';

import { newRow } from '../../src/backend/store/new-row.ts';
import { PRIMARY, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const HEARTBEAT = `POST /api/agents/${WEB}/heartbeat`;

test('a heartbeat books what the agent says of its own instance', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });

  await call(HEARTBEAT, {
    body: { instance_id: PRIMARY, instance_type: 'm5.large', mode: 'ondemand', az: 'ap-south-1b', monitored_instances: [] },
  });

  const row = database.prepare('select instance_type, current_mode, az, status from agents where id = ?').get(WEB);
  expect(row).toEqual({ instance_type: 'm5.large', current_mode: 'ondemand', az: 'ap-south-1b', status: 'online' });
});

test('a heartbeat of a replaced instance changes nothing of its agent', async () => {
  const { call, database } = await seededBackend({ rows: twoClients({ agent: { status: 'offline' } }) });

  const answer = await call(HEARTBEAT, { body: { instance_id: 'i-0dead00000000dead', instance_type: 'm5.large' } });

  expect(answer).toEqual({ status: 200, body: { success: true } });
  expect(database.prepare('select instance_type, status from agents where id = ?').get(WEB)).toEqual({
    instance_type: 't3.medium',
    status: 'offline',
  });
});

test('the client is told once that an agent went, and once that it is back', async () => {
  const { call, database } = await seededBackend({ rows: twoClients() });

  for (const status of ['online', 'offline', 'offline', 'online', 'online']) await call(HEARTBEAT, { body: { status } });

  const told = database.prepare('select message from notifications order by rowid').all();
  expect(told.map(({ message }) => message)).toEqual(['Agent web-01 went offline', 'Agent web-01 is back online']);
});

test.each([
  { field: 'status', longest: 20 },
  { field: 'instance_type', longest: 50 },
  { field: 'az', longest: 50 },
])('$field longer than its column is refused', async ({ field, longest }) => {
  const { call } = await seededBackend({ rows: twoClients() });

  const answer = await call(HEARTBEAT, { body: { [field]: 'x'.repeat(longest + 1) } });

  expect(answer).toMatchObject({ status: 400, body: { details: { [field]: [`Greater than the maximum of ${String(longest)}.`] } } });
});

test('a replica without a pool gets the cheapest other one within its cost', async () => {
  const pools = ['ap-south-1b', 'ap-south-1c'].flatMap((az, position) => [
    newRow('spot_pools', { id: az, instance_type: 't3.medium', region: 'ap-south-1', az }),
    newRow('spot_price_snapshots', { pool_id: az, price: position === 0 ? 0.03 : 0.02 }),
  ]);
  const { call } = await seededBackend({ rows: twoClients({ agent: { manual_replica_enabled: 1 }, rows: pools }) });
  const create = (body: object) => call(`POST /api/agents/${WEB}/replicas`, { body });

  const tooDear = await create({ max_hourly_cost: 0.01 });
  const chosen = await create({ max_hourly_cost: 0.025 });

  expect(tooDear).toEqual({ status: 404, body: { error: 'Pool not found' } });
  expect(chosen).toMatchObject({ status: 201, body: { pool: { id: 'ap-south-1c' }, hourly_cost: 0.02 } });
});
