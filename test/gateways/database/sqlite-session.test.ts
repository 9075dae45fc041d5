import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';

import { compareSchema, differences } from '../../../src/domain/schema/compare-schema.ts';
import { createTableStatements } from '../../../src/domain/schema/create-tables.ts';
import { planSchema } from '../../../src/domain/schema/plan-schema.ts';
import { openFleetDatabase } from '../../../src/gateways/database/open-fleet-database.ts';
import { inSqlite, openedSqlite, sqliteFile, temporaryFolder } from './sqlite-file.ts';

test('reads the tables it made as exactly what the termination flow needs', async () => {
  const database = await openedSqlite(sqliteFile());

  const comparison = compareSchema(await database.schema(), 'database');

  expect(differences(comparison)).toEqual([]);
});

test('finds the four columns and two indexes missing that the incident lacked', async () => {
  const database = await openedSqlite(sqliteFile({ isMigrated: false }));

  const found = differences(compareSchema(await database.schema(), 'database'));

  expect(found.map(({ state, table, name }) => `${state} ${table}.${name}`)).toEqual([
    'missing instances.termination_attempted_at',
    'missing instances.termination_confirmed',
    'missing instances.idx_instances_zombie_termination',
    'missing replica_instances.termination_attempted_at',
    'missing replica_instances.termination_confirmed',
    'missing replica_instances.idx_replicas_termination',
  ]);
});

test('tells its clock, which is UTC', async () => {
  const database = await openedSqlite(sqliteFile());

  const clock = await database.clock();

  expect(Math.abs(Date.parse(clock.now) - Date.now())).toBeLessThan(5_000);
  expect(clock).toMatchObject({ utcOffsetSeconds: 0, sqlModes: [] });
});

test('names server, version and file', async () => {
  const file = sqliteFile();
  const database = await openedSqlite(file);

  const server = await database.server();

  expect(server).toEqual({
    flavour: 'sqlite',
    version: expect.stringMatching(/^3\.\d+/),
    address: null,
    database: file,
    identity: null,
    isGalera: false,
  });
});

const steps = [
  'ALTER TABLE instances ADD COLUMN termination_attempted_at TIMESTAMP',
  'ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0',
  'ALTER TABLE replica_instances ADD COLUMN termination_attempted_at TIMESTAMP',
  'ALTER TABLE replica_instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0',
];

test('brings any partial schema to the migration, and back by its rollback', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(steps), async (present) => {
      const file = join(temporaryFolder(), 'fleet.db');
      inSqlite(file, [...createTableStatements({ isMigrated: false }), ...present]);
      const database = await openFleetDatabase({ url: `sqlite:${file}`, envFile: null, timeoutMs: 1_000 });
      const server = await database.server();
      const before = await database.schema();
      const plan = planSchema(before, server);

      const change = await database.changes().begin([]);
      for (const { sql } of plan.statements) await change.run(sql);
      const migrated = await database.schema();
      for (const { sql } of plan.rollback) await change.run(sql);
      await change.end();
      const restored = await database.schema();
      await database.close();

      expect(plan.statements).toHaveLength(6 - present.length);
      expect(differences(compareSchema(migrated, 'database'))).toEqual([]);
      expect(restored).toEqual(before);
    }),
    { numRuns: 16 },
  );
});

test('keeps updated_at at every change of a row, as the server of the backend does', () => {
  const database = new DatabaseSync(':memory:');
  for (const statement of createTableStatements({ isMigrated: false })) database.exec(statement);
  database.exec("INSERT INTO clients (id, name, email, client_token, updated_at) VALUES ('c', 'n', 'e', 't', '2020-01-01 00:00:00')");
  database.exec('ALTER TABLE clients ADD COLUMN added_later INT');
  const updatedAt = (): unknown => database.prepare('SELECT updated_at FROM clients').get()?.['updated_at'];
  const before = updatedAt();

  database.exec('UPDATE clients SET added_later = 1');
  const touched = updatedAt();
  database.exec("UPDATE clients SET updated_at = '2021-01-01 00:00:00'");

  expect(before).toBe('2020-01-01 00:00:00');
  expect(String(touched) > '2025').toBe(true);
  expect(updatedAt()).toBe('2021-01-01 00:00:00');
  database.close();
});

test('counts no index over part of the rows', async () => {
  const partial = 'CREATE INDEX partly ON instances (instance_status, termination_attempted_at, region) WHERE is_active = 0';
  const database = await openedSqlite(sqliteFile({ after: ['DROP INDEX idx_instances_zombie_termination', partial] }));

  const found = differences(compareSchema(await database.schema(), 'database'));

  expect(found.map(({ name, state }) => [name, state])).toEqual([['idx_instances_zombie_termination', 'missing']]);
});

test('says updated_at differs where no trigger keeps it', async () => {
  const database = await openedSqlite(sqliteFile({ after: ['DROP TRIGGER instances_updated_at_on_update'] }));

  const found = differences(compareSchema(await database.schema(), 'database'));

  expect(found.map(({ name, state }) => [name, state])).toEqual([['updated_at', 'differs']]);
});

test('does not create a file that is not there', async () => {
  const file = join(temporaryFolder(), 'absent.db');

  const opening = openFleetDatabase({ url: `sqlite:${file}`, envFile: null, timeoutMs: 1_000 });

  await expect(opening).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE', details: { errno: 14 } });
  expect(existsSync(file)).toBe(false);
});

test('does not take a file for a database that is none', async () => {
  const file = join(temporaryFolder(), 'notes.txt');
  writeFileSync(file, 'not a database, but long enough to look for its header'.repeat(50));

  const opening = openFleetDatabase({ url: `sqlite:${file}`, envFile: null, timeoutMs: 1_000 });

  await expect(opening).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE', message: `The database ${file} is not an SQLite database.` });
});

test('opens a file whose name holds characters that mean something in a URL', async () => {
  const file = join(temporaryFolder(), 'fleet #1 50%?.db');
  inSqlite(file, createTableStatements({ isMigrated: true }));

  const database = await openedSqlite(file);

  expect((await database.schema()).size).toBe(5);
});

test('gives up on a file that another process holds, and says so', { timeout: 10_000 }, async () => {
  const file = sqliteFile({ isMigrated: false });
  const database = await openedSqlite(file);
  const holder = new DatabaseSync(file);
  onTestFinished(() => holder.close());
  holder.exec('BEGIN IMMEDIATE');

  const beginning = database.changes().begin([]);

  await expect(beginning).rejects.toMatchObject({ code: 'DATABASE_LOCKED', hint: `Find it with: fuser ${file}`, details: { errno: 5 } });
});

test('says what SQLite refused', async () => {
  const database = await openedSqlite(sqliteFile());

  const change = await database.changes().begin([]);

  const applying = change.run(steps[0] ?? '');

  await expect(applying).rejects.toMatchObject({
    code: 'DATABASE_FAILED',
    cause: { message: 'duplicate column name: termination_attempted_at' },
    details: { errno: 1 },
  });
});
