import { describe, expect, test } from 'vitest';

import { ACME, acmeZombie, registration, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

const ZOMBIE = 'i-0dead00000000dead';
const OFFERS = `GET /api/agents/${WEB}/instances-to-terminate`;
const REPORT = `POST /api/agents/${WEB}/termination-report`;

const MIGRATION = [
  'ALTER TABLE instances ADD COLUMN termination_attempted_at timestamp',
  'ALTER TABLE instances ADD COLUMN termination_confirmed boolean DEFAULT 0',
  'ALTER TABLE replica_instances ADD COLUMN termination_attempted_at timestamp',
  'ALTER TABLE replica_instances ADD COLUMN termination_confirmed boolean DEFAULT 0',
];

describe('while the termination columns are missing', () => {
  test('the sweep endpoint answers with the database error that names the column', async () => {
    const { call } = await seededBackend({ isMigrated: false, rows: twoClients() });

    const answer = await call(OFFERS);

    expect(answer).toEqual({ status: 500, body: { error: "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'" } });
  });

  test('a termination report answers with the database error and books nothing', async () => {
    const rows = twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 400 })] });
    const { call, database } = await seededBackend({ isMigrated: false, rows });

    const answer = await call(REPORT, { body: { instance_id: ZOMBIE, success: true } });

    expect(answer).toEqual({ status: 500, body: { error: "1054 (42S22): Unknown column 'termination_attempted_at' in 'field list'" } });
    expect(database.prepare('select instance_status from instances where id = ?').get(ZOMBIE)).toEqual({ instance_status: 'zombie' });
    expect(database.prepare('select count(*) as events from system_events').get()).toEqual({ events: 0 });
  });

  test('everything else works on and health stays green', async () => {
    const { call } = await seededBackend({ isMigrated: false, rows: twoClients() });

    const answers = await Promise.all([
      call('GET /health', { token: null }),
      call(`GET /api/client/${ACME.id}/instances`),
      call(`POST /api/agents/${WEB}/heartbeat`, { body: { status: 'online' } }),
      call(`POST /api/agents/${WEB}/register-instance`, { body: registration() }),
    ]);

    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  });

  test('an agent that may not terminate gets its empty list all the same', async () => {
    const { call } = await seededBackend({ isMigrated: false, rows: twoClients({ agent: { auto_terminate_enabled: 0 } }) });

    const answer = await call(OFFERS);

    expect(answer).toEqual({ status: 200, body: { auto_terminate_enabled: 0, terminate_wait_seconds: 60, instances: [] } });
  });

  test('the schema endpoint names every piece that is missing', async () => {
    const { call } = await seededBackend({ isMigrated: false, rows: twoClients() });

    const answer = await call('GET /api/health/database-schema');

    expect(answer).toMatchObject({
      status: 500,
      body: {
        status: 'incomplete',
        error:
          'The schema lacks instances.termination_attempted_at, instances.termination_confirmed, instances.idx_instances_zombie_termination, replica_instances.termination_attempted_at, replica_instances.termination_confirmed, replica_instances.idx_replicas_termination',
      },
    });
  });
});

test('the flow works as soon as the columns are there, without a restart', async () => {
  const rows = twoClients({ rows: [acmeZombie({ id: ZOMBIE, demotedSecondsAgo: 400 })] });
  const { call, database } = await seededBackend({ isMigrated: false, rows });
  expect(await call(OFFERS)).toMatchObject({ status: 500 });

  for (const statement of MIGRATION) database.exec(statement);

  expect(await call(OFFERS)).toMatchObject({
    status: 200,
    body: { instances: [{ instance_id: ZOMBIE, seconds_waiting: 400 }] },
  });
  expect(await call(REPORT, { body: { instance_id: ZOMBIE, success: true } })).toMatchObject({ status: 200 });
  expect(await call(OFFERS)).toMatchObject({ status: 200, body: { instances: [] } });
});

test('half a migration names the first column that is still missing', async () => {
  const { call, database } = await seededBackend({ isMigrated: false, rows: twoClients() });

  for (const statement of MIGRATION.slice(0, 2)) database.exec(statement);

  const unknown = "Unknown column 'ri.termination_attempted_at' in 'where clause'";
  expect(await call(OFFERS)).toEqual({ status: 500, body: { error: `1054 (42S22): ${unknown}` } });
});
