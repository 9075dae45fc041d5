import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { spellDefault, spellType } from '../../../src/domain/schema/column-type.ts';
import {
  endpointNeeds,
  endpointsBrokenWithoutColumn,
  endpointsBrokenWithoutTable,
  TERMINATION_FLOW,
} from '../../../src/domain/schema/endpoint-needs.ts';
import { neededColumns, requiredTables } from '../../../src/domain/schema/required-schema.ts';

const Recorded = z.object({
  tables: z.record(
    z.string(),
    z.object({
      columns: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          nullable: z.boolean(),
          default: z.string().nullable(),
          onUpdate: z.string().optional(),
        }),
      ),
      indexes: z.array(z.object({ name: z.string(), unique: z.boolean(), columns: z.array(z.string()) })),
    }),
  ),
});
const Dependencies = z.object({
  byEndpoint: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
  missingTable: z.record(z.string(), z.record(z.string(), z.number())),
});

test('declares the five tables column for column as the backend’s own schema makes them', () => {
  const recorded = Recorded.parse(fixture('schema.json')).tables;

  const declared = requiredTables.map((table) => [table.name, table.columns.map((column) => [column.name, column.isNullable])]);

  expect(Object.fromEntries(declared)).toEqual(
    Object.fromEntries(
      Object.entries(recorded).map(([name, table]) => [name, table.columns.map((column) => [column.name, column.nullable])]),
    ),
  );
});

test('declares the type, default and ON UPDATE of every column as the server reported it', () => {
  const recorded = Recorded.parse(fixture('schema.json')).tables;

  const declared = requiredTables.flatMap(({ name, columns }) =>
    columns.map((column) => [name, column.name, spellType(column.type), spellDefault(column.defaultValue), column.updatesOnWrite]),
  );

  expect(declared).toEqual(
    requiredTables.flatMap(({ name }) =>
      (recorded[name]?.columns ?? []).map((column) => [
        name,
        column.name,
        plainType(column.type),
        plainDefault(column.default),
        column.onUpdate !== undefined,
      ]),
    ),
  );
});

test('declares every index as the server reported it', () => {
  const recorded = Recorded.parse(fixture('schema.json')).tables;

  const declared = requiredTables.map((table) => [
    { name: 'PRIMARY', columns: table.primaryKey, unique: true },
    ...table.indexes.map(({ name, columns, isUnique }) => ({ name, columns, unique: isUnique })),
  ]);

  expect(declared).toEqual(requiredTables.map(({ name }) => recorded[name]?.indexes ?? []));
});

test('names for every endpoint exactly the columns it was seen to fail without', () => {
  const { byEndpoint } = Dependencies.parse(fixture('dependencies.json'));
  const declaredTables = new Set(requiredTables.map(({ name }) => name));

  const seen = Object.keys(byEndpoint).map((endpoint) => [
    endpoint,
    Object.fromEntries(Object.entries(byEndpoint[endpoint] ?? {}).filter(([table]) => declaredTables.has(table))),
  ]);

  expect(endpointNeeds).toEqual(Object.fromEntries(seen));
});

test('marks the four columns and two indexes of the migration', () => {
  const added = requiredTables.flatMap((table) =>
    [...table.columns, ...table.indexes].filter(({ origin }) => origin === 'migration').map(({ name }) => `${table.name}.${name}`),
  );

  expect(added).toEqual([
    'instances.termination_attempted_at',
    'instances.termination_confirmed',
    'instances.idx_instances_zombie_termination',
    'replica_instances.termination_attempted_at',
    'replica_instances.termination_confirmed',
    'replica_instances.idx_replicas_termination',
  ]);
});

test('needs every column of the migration, and none that only a list shows', () => {
  const needed = requiredTables.flatMap((table) => neededColumns(table).map(({ name }) => `${table.name}.${name}`));

  expect(needed).toHaveLength(32);
  expect(needed).toContain('replica_instances.termination_confirmed');
  expect(needed).not.toContain('instances.spot_price');
});

test('says which endpoints break without a column or a table', () => {
  const { missingTable } = Dependencies.parse(fixture('dependencies.json'));
  const failing = (table: string): readonly string[] =>
    Object.entries(missingTable[table] ?? {}).flatMap(([endpoint, status]) => (status === 500 ? [endpoint] : []));

  expect(endpointsBrokenWithoutColumn('instances', 'termination_attempted_at')).toEqual(TERMINATION_FLOW);
  expect(endpointsBrokenWithoutColumn('instances', 'termination_confirmed')).toEqual(['termination-report (success)']);
  for (const table of ['replica_instances', 'system_events'])
    expect(new Set(endpointsBrokenWithoutTable(table))).toEqual(new Set(failing(table)));
});

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/schema/${name}`, import.meta.url), 'utf8'));
}

function plainType(type: string): string {
  return (
    new Map([
      ['tinyint(1)', 'boolean'],
      ['int(11)', 'int'],
      ['bigint(20)', 'bigint'],
    ]).get(type) ?? type
  );
}

function plainDefault(value: string | null): string | null {
  if (value === null || value === 'uuid()') return value;
  if (value === 'current_timestamp()') return 'current_timestamp';
  return /^[\d.]+$/.test(value) ? String(Number(value)) : value.replaceAll("'", '');
}
