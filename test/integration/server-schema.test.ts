import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import { compareSchema, differences } from '../../src/domain/schema/compare-schema.ts';
import { openFleetDatabase } from '../../src/gateways/database/open-fleet-database.ts';
import type { FleetDatabase } from '../../src/ports/fleet-database.ts';
import { type ApplyEvent, applySchema } from '../../src/usecases/apply-schema.ts';
import { planSchemaChange } from '../../src/usecases/plan-schema-change.ts';
import { readSchemaStatus } from '../../src/usecases/read-schema-status.ts';
import { schemaPorts } from '../usecases/fake-schema-database.ts';
import { backendTables, migration } from './support/backend-tables.ts';
import { onEveryServer } from './support/on-every-server.ts';
import type { DatabaseServer } from './support/database-server.ts';

await onEveryServer((flavour) => {
  let server: DatabaseServer;
  let databases = 0;

  beforeAll(async () => {
    server = await flavour.start({ options: flavour.flavour === 'mysql' ? ['--tls-version='] : [] });
  });
  afterAll(async () => {
    await server.stop();
  });

  async function fleetDatabase({
    without = migration,
    after = [],
  }: { without?: readonly string[]; after?: readonly string[] } = {}): Promise<string> {
    databases += 1;
    const name = `fleet_${databases}`;
    await server.run([`CREATE DATABASE ${name}`]);
    await server.run([...backendTables({ without }), ...after], name);
    return name;
  }

  async function opened(name: string, user?: string): Promise<FleetDatabase> {
    const database = await openFleetDatabase({ url: server.url(name, user), envFile: null, timeoutMs: 5_000 });
    onTestFinished(() => database.close());
    return database;
  }

  test('reads the backend’s own schema as exactly what the termination flow needs', async () => {
    const database = await opened(await fleetDatabase({ without: [] }));

    expect(await amiss(database)).toEqual([]);
    expect(await database.server()).toMatchObject({ flavour: flavour.flavour, address: `127.0.0.1:${server.port}` });
  });

  test('tells its clock, the zone of its sessions and that it is strict about times', async () => {
    const database = await opened(await fleetDatabase());

    const clock = await database.clock();

    expect(Math.abs(Date.parse(clock.now) - Date.now())).toBeLessThan(5_000);
    expect(clock.utcOffsetSeconds).not.toBeNull();
    expect(clock.sqlModes).toContain('STRICT_TRANS_TABLES');
  });

  test('completes the schema of the incident, and finds nothing to do the second time', async () => {
    const database = await opened(await fleetDatabase());
    const before = await amiss(database);

    const first = await applied(database);
    const second = await applied(database);

    expect(before).toEqual(migration.map((element) => `missing ${element}`));
    expect(first.at(-1)).toMatchObject({ kind: 'finished', result: { isVerified: true, remaining: [] } });
    expect(second).toMatchObject([{ kind: 'finished', result: { statements: [], isVerified: true } }]);
    expect(await amiss(database)).toEqual([]);
  });

  test('takes every statement back by its rollback', async () => {
    const database = await opened(await fleetDatabase());
    const before = await database.schema();
    const { plan } = await planSchemaChange(schemaPorts({ database }));
    await applied(database);

    const change = await database.changes().begin([]);
    for (const { sql } of plan.rollback) await change.run(sql);
    await change.end();

    expect(await database.schema()).toEqual(before);
  });

  test('completes every partial schema', async () => {
    const all = partsMissing('instances', 'idx_instances_zombie_termination').flatMap((instances) =>
      partsMissing('replica_instances', 'idx_replicas_termination').map((replicas) => [...instances, ...replicas]),
    );

    for (const without of all) {
      const database = await opened(await fleetDatabase({ without }));
      const events = await applied(database);
      expect(
        events.filter(({ kind }) => kind === 'settled'),
        without.join(),
      ).toHaveLength(without.length);
      expect(await amiss(database), without.join()).toEqual([]);
    }
  });

  test('leaves every row as it was, its updated_at too, and calls none confirmed', async () => {
    const rows = [
      "INSERT INTO clients (id, name, email, client_token) VALUES ('c', 'n', 'e', 't')",
      `INSERT INTO instances (id, client_id, instance_type, region, az, updated_at)
       VALUES ('i-00000000000000001', 'c', 't', 'r', 'z', '2026-01-02 03:04:05')`,
    ];
    const database = await opened(await fleetDatabase({ after: rows }));

    await applied(database);

    expect((await database.fleet('c')).instances).toMatchObject([
      { updatedAt: '2026-01-02T03:04:05Z', terminationAttemptedAt: null, terminationConfirmed: false },
    ]);
  });

  test('lets one of two runs at once change the schema, and tells the other who is at it', async () => {
    const name = await fleetDatabase();
    const [one, other] = [await opened(name), await opened(name)];

    const change = await one.changes().begin([]);
    const refusal = await applied(other).catch((error: unknown) => error);
    await change.end();
    const after = await applied(other);

    expect(refusal).toMatchObject({
      code: 'SCHEMA_CHANGE_RUNNING',
      message: expect.stringMatching(/@.* \(process \d+\), as root@%?.*connection \d+ of root@/),
    });
    expect(after.at(-1)).toMatchObject({ result: { isVerified: true } });
  });

  test.each([
    'VARCHAR(20) NULL',
    'DATETIME NULL',
    'TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP',
    'TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP',
  ])('refuses to build upon a column that is %s, and changes nothing', async (definition) => {
    const database = await opened(
      await fleetDatabase({ after: [`ALTER TABLE instances ADD COLUMN termination_attempted_at ${definition}`] }),
    );
    const before = await database.schema();

    const applying = applied(database);

    await expect(applying).rejects.toMatchObject({ code: 'SCHEMA_CONFLICT', details: { name: 'termination_attempted_at' } });
    expect(await database.schema()).toEqual(before);
  });

  test('lets a user who may only read see the schema, and tells which grants it needs to change it', async () => {
    const name = await fleetDatabase();
    await server.run([`CREATE USER reader@'%'`, `GRANT SELECT ON ${name}.* TO reader@'%'`]);
    const database = await opened(name, 'reader');

    const status = await readSchemaStatus(schemaPorts({ database }));
    const refusal = await applied(database).catch((error: unknown) => error);

    expect(status).toMatchObject({ isSeen: true });
    expect(refusal).toMatchObject({ code: 'DATABASE_DENIED', details: { errno: 1142 } });
    const grants = refusal instanceof SpotctlError ? refusal.hint.replace('Ask for: ', '').split('; ') : [];
    await server.run(grants.map((grant) => grant.replace(/;$/, '')));
    await applied(await opened(name, 'reader'));
    expect(await amiss(database)).toEqual([]);
  });

  test('does not call a table missing that the user may not see', async () => {
    const name = await fleetDatabase();
    await server.run([`CREATE USER half@'%'`, `GRANT SELECT ON ${name}.instances TO half@'%'`]);
    const database = await opened(name, 'half');

    const reading = database.schema();

    await expect(reading).rejects.toMatchObject({
      code: 'DATABASE_DENIED',
      hint: `Ask for: GRANT SELECT ON \`${name}\`.* TO 'half'@'%';`,
      details: { errno: 1142 },
    });
  });

  test('calls a table missing that is not there', async () => {
    const database = await opened(await fleetDatabase({ after: ['DROP TABLE system_events'] }));

    expect(await amiss(database)).toContain('missing system_events.system_events');
  });

  test('tells which text columns queries cannot compare, and which endpoints fail of it', async () => {
    const database = await opened(
      await fleetDatabase({
        without: [],
        after: [
          'CREATE TABLE spot_pools (id VARCHAR(128) PRIMARY KEY) CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci',
          'ALTER TABLE replica_instances CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
        ],
      }),
    );

    const wrong = differences(compareSchema(await database.schema(), 'database'));

    expect(wrong.map(({ kind, name, expected, actual }) => [kind, name, expected, actual])).toEqual([
      ['collation', 'agent_id', 'utf8mb4_unicode_ci, as agents.id', 'utf8mb4_general_ci'],
      ['collation', 'instance_id', 'utf8mb4_unicode_ci, as instances.id', 'utf8mb4_general_ci'],
      ['collation', 'pool_id', 'utf8mb4_unicode_ci, as spot_pools.id', 'utf8mb4_general_ci'],
    ]);
    expect(wrong[0]?.breaks).toEqual(['client replicas', 'replicas list', 'replicas promote']);
  });

  test('gives up on a table that an open transaction holds, after three short waits', { timeout: 30_000 }, async () => {
    const name = await fleetDatabase();
    const database = await opened(name);
    const holder = await server.connect(name);
    onTestFinished(() => holder.end());
    await holder.query('BEGIN');
    await holder.query('SELECT COUNT(*) FROM instances');
    const ports = schemaPorts({ database });
    const planned = await planSchemaChange(ports);

    const applying = (async () => {
      for await (const event of applySchema(ports, { planned, planId: null, signal: new AbortController().signal }))
        expect(['started', 'locked']).toContain(event.kind);
    })();

    await expect(applying).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
      cause: expect.stringMatching(new RegExp(`^It is held, or may be, by thread ${holder.threadId} \\(root@`)),
      details: { errno: 1205, step: 1, blockingThread: holder.threadId },
    });
    expect(ports.slept).toHaveLength(2);
    expect(await amiss(database)).toHaveLength(6);
  });

  test('reads times as UTC whatever the server’s zone, and prices as numbers', async () => {
    const rows = [
      "INSERT INTO clients (id, name, email, client_token) VALUES ('c', 'n', 'e', 't'), ('d', 'n', 'f', 'u')",
      "INSERT INTO agents (id, client_id, logical_agent_id, terminate_wait_seconds) VALUES ('a', 'c', 'web', 90)",
      "SET time_zone = '+00:00'",
      `INSERT INTO instances (id, client_id, agent_id, instance_type, region, az, spot_price, ondemand_price, terminated_at, current_mode, instance_status)
       VALUES ('i-00000000000000001', 'c', 'a', 't', 'r', 'z', 0.012500, 0, '2026-01-02 03:04:05', 'spot', 'zombie'),
              ('i-00000000000000002', 'd', NULL, 't', 'r', 'z', NULL, NULL, NULL, 'spot', 'terminated')`,
      "INSERT INTO replica_instances (id, agent_id, instance_id, replica_type) VALUES ('r', 'a', 'replica-1', 'manual')",
    ];
    const name = await fleetDatabase({ after: rows });
    await server.run(["SET GLOBAL time_zone = '+05:30'"]);
    onTestFinished(() => server.run(["SET GLOBAL time_zone = 'SYSTEM'"]));
    const database = await opened(name);

    const fleet = await database.fleet('c');

    expect(fleet.instances).toMatchObject([
      {
        status: 'zombie',
        mode: 'spot',
        isActive: true,
        spotPriceUsdPerHour: 0.0125,
        onDemandPriceUsdPerHour: null,
        terminatedAt: '2026-01-02T03:04:05Z',
        terminationConfirmed: null,
      },
    ]);
    expect(fleet.agents).toMatchObject([{ id: 'a', terminateWaitSeconds: 90, isEnabled: true }]);
    expect(fleet.replicas).toMatchObject([{ id: 'r', instanceId: 'replica-1', status: 'launching' }]);
    expect(fleet.foreignInstanceIds).toEqual(new Set(['i-00000000000000002']));
  });

  test.each([
    { what: 'a wrong password', url: (at: DatabaseServer) => `mysql://root:wrong@127.0.0.1:${at.port}/fleet`, code: 'DATABASE_DENIED' },
    { what: 'a database that is not there', url: (at: DatabaseServer) => at.url('nowhere'), code: 'DATABASE_UNREACHABLE' },
    { what: 'a port where nothing listens', url: () => 'mysql://root@127.0.0.1:1/fleet', code: 'DATABASE_UNREACHABLE' },
    { what: 'a server without TLS', url: (at: DatabaseServer) => `${at.url('mysql')}?ssl-mode=REQUIRED`, code: 'DATABASE_UNREACHABLE' },
  ])('says apart $what', async ({ url, code }) => {
    const opening = openFleetDatabase({ url: url(server), envFile: null, timeoutMs: 2_000 });

    await expect(opening).rejects.toMatchObject({ code });
  });
});

async function applied(database: FleetDatabase): Promise<readonly ApplyEvent[]> {
  const ports = schemaPorts({ database });
  const events: ApplyEvent[] = [];
  for await (const event of applySchema(ports, {
    planned: await planSchemaChange(ports),
    planId: null,
    signal: new AbortController().signal,
  }))
    events.push(event);
  return events;
}

async function amiss(database: FleetDatabase): Promise<readonly string[]> {
  return differences(compareSchema(await database.schema(), 'database')).map(({ state, table, name }) => `${state} ${table}.${name}`);
}

/** What can be missing of one table: an index cannot outlive its column. */
function partsMissing(table: string, index: string): readonly (readonly string[])[] {
  const [attempted, confirmed, indexed] = [`${table}.termination_attempted_at`, `${table}.termination_confirmed`, `${table}.${index}`];
  return [[], [indexed], [confirmed], [confirmed, indexed], [attempted, indexed], [attempted, confirmed, indexed]];
}
