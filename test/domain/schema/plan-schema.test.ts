import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareSchema, differences } from '../../../src/domain/schema/compare-schema.ts';
import { isMigrationRow, planSchema } from '../../../src/domain/schema/plan-schema.ts';
import { afterStatement, changed, type Flavour, servers, spelledSchema, withColumn } from './spelled-schema.ts';

const migration = [
  'instances.termination_attempted_at',
  'instances.termination_confirmed',
  'replica_instances.termination_attempted_at',
  'replica_instances.termination_confirmed',
  'instances.idx_instances_zombie_termination',
  'replica_instances.idx_replicas_termination',
];

test('plans for the incident on MySQL one statement a step, each naming its algorithm', () => {
  const plan = planSchema(spelledSchema('mysql', { without: migration }), servers.mysql);

  expect(plan.conflicts).toEqual([]);
  expect(plan.statements.map(({ sql }) => sql)).toEqual([
    'ALTER TABLE instances ADD COLUMN termination_attempted_at TIMESTAMP NULL DEFAULT NULL, ALGORITHM=INSTANT',
    'ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN NULL DEFAULT 0, ALGORITHM=INSTANT',
    'ALTER TABLE replica_instances ADD COLUMN termination_attempted_at TIMESTAMP NULL DEFAULT NULL, ALGORITHM=INSTANT',
    'ALTER TABLE replica_instances ADD COLUMN termination_confirmed BOOLEAN NULL DEFAULT 0, ALGORITHM=INSTANT',
    'CREATE INDEX idx_instances_zombie_termination ON instances (instance_status, termination_attempted_at, region) ALGORITHM=INPLACE LOCK=NONE',
    'CREATE INDEX idx_replicas_termination ON replica_instances (status, termination_attempted_at, agent_id) ALGORITHM=INPLACE LOCK=NONE',
  ]);
  expect(plan.rollback.map(({ sql }) => sql)).toEqual([
    'ALTER TABLE replica_instances DROP INDEX idx_replicas_termination, ALGORITHM=INPLACE, LOCK=NONE',
    'ALTER TABLE instances DROP INDEX idx_instances_zombie_termination, ALGORITHM=INPLACE, LOCK=NONE',
    'ALTER TABLE replica_instances DROP COLUMN termination_confirmed, ALGORITHM=INSTANT',
    'ALTER TABLE replica_instances DROP COLUMN termination_attempted_at, ALGORITHM=INSTANT',
    'ALTER TABLE instances DROP COLUMN termination_confirmed, ALGORITHM=INSTANT',
    'ALTER TABLE instances DROP COLUMN termination_attempted_at, ALGORITHM=INSTANT',
  ]);
});

test('plans for SQLite plain statements', () => {
  const plan = planSchema(spelledSchema('sqlite', { without: migration }), servers.sqlite);

  expect([...plan.statements, ...plan.rollback].map(({ sql }) => sql)).toEqual([
    'ALTER TABLE instances ADD COLUMN termination_attempted_at TIMESTAMP',
    'ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0',
    'ALTER TABLE replica_instances ADD COLUMN termination_attempted_at TIMESTAMP',
    'ALTER TABLE replica_instances ADD COLUMN termination_confirmed BOOLEAN DEFAULT 0',
    'CREATE INDEX idx_instances_zombie_termination ON instances (instance_status, termination_attempted_at, region)',
    'CREATE INDEX idx_replicas_termination ON replica_instances (status, termination_attempted_at, agent_id)',
    'DROP INDEX idx_replicas_termination',
    'DROP INDEX idx_instances_zombie_termination',
    'ALTER TABLE replica_instances DROP COLUMN termination_confirmed',
    'ALTER TABLE replica_instances DROP COLUMN termination_attempted_at',
    'ALTER TABLE instances DROP COLUMN termination_confirmed',
    'ALTER TABLE instances DROP COLUMN termination_attempted_at',
  ]);
});

test.each([
  { flavour: 'mysql', version: '5.7.44-log', add: 'INPLACE, LOCK=NONE', drop: 'INPLACE, LOCK=NONE' },
  { flavour: 'mysql', version: '8.0.11', add: 'INPLACE, LOCK=NONE', drop: 'INPLACE, LOCK=NONE' },
  { flavour: 'mysql', version: '8.0.12', add: 'INSTANT', drop: 'INPLACE, LOCK=NONE' },
  { flavour: 'mysql', version: '8.0.29', add: 'INSTANT', drop: 'INSTANT' },
  { flavour: 'mysql', version: '9.7.4', add: 'INSTANT', drop: 'INSTANT' },
  { flavour: 'mariadb', version: '10.6.18-MariaDB', add: 'INSTANT', drop: 'INSTANT' },
  { flavour: 'mariadb', version: '5.5.5-10.11.19-MariaDB-log', add: 'INSTANT', drop: 'INSTANT' },
  { flavour: 'mariadb', version: '10.2.44-MariaDB', add: 'INPLACE, LOCK=NONE', drop: 'INPLACE, LOCK=NONE' },
  { flavour: 'mariadb', version: '12.0.2-MariaDB', add: 'INSTANT', drop: 'INSTANT' },
] as const)('asks $flavour $version to add with $add and to drop with $drop', ({ flavour, version, add, drop }) => {
  const plan = planSchema(spelledSchema(flavour, { without: ['instances.termination_confirmed'] }), { flavour, version });

  expect(plan.statements[0]?.sql).toBe(`ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN NULL DEFAULT 0, ALGORITHM=${add}`);
  expect(plan.rollback[0]?.sql).toBe(`ALTER TABLE instances DROP COLUMN termination_confirmed, ALGORITHM=${drop}`);
});

test('says what each statement is for and what its rollback loses', () => {
  const plan = planSchema(spelledSchema('mysql', { without: migration.slice(3, 5) }), servers.mysql);

  expect(plan.statements.map(({ name, purpose }) => [name, purpose])).toEqual([
    ['termination_confirmed', 'termination-report (success) fails without it'],
    ['idx_instances_zombie_termination', 'finds what waits for termination without reading the whole table'],
  ]);
  expect(plan.rollback.map(({ name, purpose }) => [name, purpose])).toEqual([
    ['idx_instances_zombie_termination', 'drops the index; no data is lost'],
    ['termination_confirmed', 'drops the column and what was recorded in it'],
  ]);
});

const anyPartialSchema = fc.record({ flavour: fc.constantFrom<Flavour>('sqlite', 'mysql', 'mariadb'), without: fc.subarray(migration) });

test('brings any partial schema to the migration, and then plans nothing more', () => {
  fc.assert(
    fc.property(anyPartialSchema, ({ flavour, without }) => {
      const before = spelledSchema(flavour, { without });

      const plan = planSchema(before, servers[flavour]);
      const after = plan.statements.reduce((schema, { sql }) => afterStatement(schema, sql), before);

      expect(plan.statements.map(({ table, name }) => `${table}.${name}`).toSorted()).toEqual(without.toSorted());
      expect(differences(compareSchema(after, 'database')).filter(isMigrationRow)).toEqual([]);
      expect(planSchema(after, servers[flavour])).toEqual({ statements: [], rollback: [], conflicts: [] });
    }),
  );
});

test('plans the same after any first part of a plan as what was left of it', () => {
  fc.assert(
    fc.property(anyPartialSchema, fc.nat(), ({ flavour, without }, seed) => {
      const before = spelledSchema(flavour, { without });
      const { statements } = planSchema(before, servers[flavour]);
      const done = statements.length === 0 ? 0 : seed % (statements.length + 1);

      const interrupted = statements.slice(0, done).reduce((schema, { sql }) => afterStatement(schema, sql), before);

      expect(planSchema(interrupted, servers[flavour]).statements).toEqual(statements.slice(done));
    }),
  );
});

test('calls a column of the wrong type a conflict, and plans nothing over it', () => {
  const schema = withColumn(spelledSchema('mysql'), {
    table: 'instances',
    name: 'termination_confirmed',
    is: { type: 'varchar(5)', defaultValue: 'no' },
  });

  expect(planSchema(schema, servers.mysql)).toEqual({
    statements: [],
    rollback: [],
    conflicts: [
      {
        kind: 'column',
        table: 'instances',
        name: 'termination_confirmed',
        why: 'it is there as "varchar(5) null default no", and "boolean null default 0" is needed',
      },
    ],
  });
});

test('calls a difference outside the migration none of its conflicts', () => {
  const schema = withColumn(spelledSchema('mysql'), { table: 'instances', name: 'region', is: { type: 'varchar(50)' } });

  expect(planSchema(schema, servers.mysql).conflicts).toEqual([]);
});

test('calls an index of that name over other columns a conflict', () => {
  const schema = changed(spelledSchema('mysql', { without: ['instances.idx_instances_zombie_termination'] }), {
    name: 'instances',
    to: (table) => ({ ...table, indexes: [{ name: 'idx_instances_zombie_termination', columns: ['region'], isUnique: false }] }),
  });

  expect(planSchema(schema, servers.mysql).conflicts).toEqual([
    {
      kind: 'index',
      table: 'instances',
      name: 'idx_instances_zombie_termination',
      why: 'it is there as "region", and "instance_status, termination_attempted_at, region" is needed',
    },
  ]);
});

test('calls a missing table, and a missing column under an index, conflicts', () => {
  const schema = spelledSchema('mysql', { without: ['replica_instances', 'instances.region', ...migration] });

  expect(planSchema(schema, servers.mysql).conflicts).toEqual([
    {
      kind: 'table',
      table: 'replica_instances',
      name: 'replica_instances',
      why: 'the table is not there: this is no database of the backend',
    },
    { kind: 'index', table: 'instances', name: 'idx_instances_zombie_termination', why: 'its column region is not there' },
  ]);
});
