import { expect, test } from 'vitest';

import { brokenEndpoints, compareSchema, differences } from '../../../src/domain/schema/compare-schema.ts';
import { changed, type Flavour, servers, spelledSchema, withColumn } from './spelled-schema.ts';

const flavours: readonly Flavour[] = ['sqlite', 'mysql', 'mariadb'];

test.each(flavours)('finds nothing amiss in the complete schema as %s spells it', (flavour) => {
  const comparison = compareSchema(spelledSchema(flavour), 'database');

  expect(differences(comparison)).toEqual([]);
  expect(comparison.rows).toHaveLength(5 + 32 + 2);
  expect(servers[flavour].flavour).toBe(flavour);
});

test('says of a missing column what it should be and which endpoints fail without it', () => {
  const comparison = compareSchema(spelledSchema('mysql', { without: ['instances.termination_attempted_at'] }), 'database');

  expect(differences(comparison)).toEqual([
    {
      kind: 'column',
      table: 'instances',
      name: 'termination_attempted_at',
      expected: 'timestamp null',
      actual: null,
      state: 'missing',
      breaks: ['instances-to-terminate', 'termination-report (success)', 'termination-report (failure)'],
    },
  ]);
});

test('names each broken endpoint once', () => {
  const without = [
    'instances.termination_confirmed',
    'replica_instances.termination_confirmed',
    'instances.idx_instances_zombie_termination',
  ];

  const comparison = compareSchema(spelledSchema('mariadb', { without }), 'database');

  expect(brokenEndpoints(comparison)).toEqual(['termination-report (success)']);
});

test('makes one row of a missing table, not one for each of its columns', () => {
  const comparison = compareSchema(spelledSchema('sqlite', { without: ['system_events'] }), 'backend');

  expect(comparison.source).toBe('backend');
  expect(differences(comparison)).toEqual([
    {
      kind: 'table',
      table: 'system_events',
      name: 'system_events',
      expected: 'table',
      actual: null,
      state: 'missing',
      breaks: [
        'termination-report (success)',
        'termination-report (failure)',
        'register-instance',
        'replicas promote',
        'replicas promote (demote_old_primary)',
        'replicas DELETE',
        'admin activity',
      ],
    },
  ]);
});

test.each([
  [{ type: 'varchar(20)' }, 'varchar(20) null'],
  [{ type: 'datetime' }, 'datetime null'],
  [{ isNullable: false }, 'timestamp not null'],
  [{ defaultValue: 'current_timestamp()' }, 'timestamp null default current_timestamp'],
  [{ extra: 'on update current_timestamp()' }, 'timestamp null on update current_timestamp'],
])('says a column differs that is %j', (is, actual) => {
  const schema = withColumn(spelledSchema('mariadb'), { table: 'instances', name: 'termination_attempted_at', is });

  const [difference] = differences(compareSchema(schema, 'database'));

  expect(difference).toMatchObject({ name: 'termination_attempted_at', expected: 'timestamp null', actual, state: 'differs' });
});

test('says updated_at differs where no write sets it, since the wait would then mean nothing', () => {
  const schema = withColumn(spelledSchema('mysql'), { table: 'instances', name: 'updated_at', is: { extra: 'DEFAULT_GENERATED' } });

  expect(differences(compareSchema(schema, 'database'))).toMatchObject([
    {
      name: 'updated_at',
      expected: 'timestamp null default current_timestamp on update current_timestamp',
      actual: 'timestamp null default current_timestamp',
      state: 'differs',
    },
  ]);
});

test('takes an index for what it covers, whatever its name', () => {
  const renamed = { name: 'someone_elses', columns: ['instance_status', 'termination_attempted_at', 'region'], isUnique: false };
  const schema = changed(spelledSchema('mysql', { without: ['instances.idx_instances_zombie_termination'] }), {
    name: 'instances',
    to: (table) => ({ ...table, indexes: [...table.indexes, renamed] }),
  });

  expect(differences(compareSchema(schema, 'database'))).toEqual([]);
});

test.each([
  [['termination_attempted_at', 'instance_status', 'region']],
  [['instance_status', 'termination_attempted_at']],
  [['instance_status', 'termination_attempted_at', 'region', 'id']],
])('says an index of the right name differs that covers %j', (columns) => {
  const schema = changed(spelledSchema('mysql', { without: ['instances.idx_instances_zombie_termination'] }), {
    name: 'instances',
    to: (table) => ({ ...table, indexes: [{ name: 'idx_instances_zombie_termination', columns, isUnique: false }] }),
  });

  expect(differences(compareSchema(schema, 'database'))).toEqual([
    {
      kind: 'index',
      table: 'instances',
      name: 'idx_instances_zombie_termination',
      expected: 'instance_status, termination_attempted_at, region',
      actual: columns.join(', '),
      state: 'differs',
      breaks: [],
    },
  ]);
});

test('takes names without regard to case, as the servers do', () => {
  const schema = withColumn(spelledSchema('mysql'), { table: 'instances', name: 'region', is: { name: 'Region' } });

  expect(differences(compareSchema(schema, 'database'))).toEqual([]);
});
