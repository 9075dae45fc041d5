import type { ActualSchema } from './actual-schema.ts';
import { compareSchema, type SchemaElementKind, type SchemaRow } from './compare-schema.ts';
import { endpointsBrokenWithoutColumn } from './endpoint-needs.ts';
import { requiredTables } from './required-schema.ts';
import type { RequiredColumn, RequiredIndex, RequiredTable } from './required-table.ts';
import { dialectOf, type SchemaDialect, type SchemaServer } from './schema-dialect.ts';

/** One step of a migration: a single statement and what it is for. */
export interface SchemaStatement {
  readonly kind: 'column' | 'index';
  readonly table: string;
  readonly name: string;
  readonly purpose: string;
  readonly sql: string;
}

/** What stands in the way of the migration, and that no statement of spotctl changes. */
export interface SchemaConflict {
  readonly kind: SchemaElementKind;
  readonly table: string;
  readonly name: string;
  readonly why: string;
}

export interface SchemaPlan {
  readonly statements: readonly SchemaStatement[];
  /** Takes the statements back, last first. */
  readonly rollback: readonly SchemaStatement[];
  /** Where there is one, the plan must not be applied. */
  readonly conflicts: readonly SchemaConflict[];
}

/** The statements that bring a database to the termination-tracking migration: only what is missing, columns before the indexes on them. */
export function planSchema(actual: ActualSchema, server: SchemaServer): SchemaPlan {
  const rows = new Map(compareSchema(actual, 'database').rows.map((row) => [keyOf(row), row]));
  const missing = migration.filter((element) => rows.get(keyOf(element))?.state === 'missing');
  const dialect = dialectOf(server);
  return {
    statements: missing.map((element) => ({ ...placeOf(element), purpose: element.purpose, sql: element.add(dialect) })),
    rollback: missing.toReversed().map((element) => ({ ...placeOf(element), purpose: element.loss, sql: element.drop(dialect) })),
    conflicts: [
      ...migratedTables.flatMap(({ name }) => missingTable(rows.get(keyOf({ kind: 'table', table: name, name })))),
      ...migration.flatMap((element) => differing(rows.get(keyOf(element)))),
      ...missing.flatMap((element) => missingIndexColumns(element, actual)),
    ],
  };
}

/** True where the row is part of the migration, so that `planSchema` says how to add it. */
export function isMigrationRow(row: Pick<SchemaRow, 'kind' | 'table' | 'name'>): boolean {
  return migration.some((element) => keyOf(element) === keyOf(row));
}

interface MigrationElement {
  readonly kind: 'column' | 'index';
  readonly table: string;
  readonly name: string;
  readonly purpose: string;
  readonly loss: string;
  /** The columns that must be there, or be added before it. */
  readonly restsOn: readonly string[];
  readonly add: (dialect: SchemaDialect) => string;
  readonly drop: (dialect: SchemaDialect) => string;
}

const migratedTables = requiredTables.filter(({ columns }) => columns.some(({ origin }) => origin === 'migration'));

const migration: readonly MigrationElement[] = [
  ...migratedTables.flatMap((table) =>
    table.columns.filter(({ origin }) => origin === 'migration').map((column) => columnElement(table, column)),
  ),
  ...migratedTables.flatMap((table) =>
    table.indexes.filter(({ origin }) => origin === 'migration').map((index) => indexElement(table, index)),
  ),
];

function columnElement(table: RequiredTable, column: RequiredColumn): MigrationElement {
  const broken = endpointsBrokenWithoutColumn(table.name, column.name);
  return {
    kind: 'column',
    table: table.name,
    name: column.name,
    purpose: `${broken.join(', ')} ${broken.length === 1 ? 'fails' : 'fail'} without it`,
    loss: 'drops the column and what was recorded in it',
    restsOn: [],
    add: (dialect) => dialect.addColumn(table.name, column),
    drop: (dialect) => dialect.dropColumn(table.name, column),
  };
}

function indexElement(table: RequiredTable, index: RequiredIndex): MigrationElement {
  return {
    kind: 'index',
    table: table.name,
    name: index.name,
    purpose: 'finds what waits for termination without reading the whole table',
    loss: 'drops the index; no data is lost',
    restsOn: index.columns.filter((name) => table.columns.find((column) => column.name === name)?.origin === 'base'),
    add: (dialect) => dialect.createIndex(table.name, index),
    drop: (dialect) => dialect.dropIndex(table.name, index),
  };
}

function missingTable(row: SchemaRow | undefined): readonly SchemaConflict[] {
  if (row === undefined || row.state === 'ok') return [];
  return [{ kind: 'table', table: row.table, name: row.name, why: 'the table is not there: this is no database of the backend' }];
}

function differing(row: SchemaRow | undefined): readonly SchemaConflict[] {
  if (row?.state !== 'differs') return [];
  return [
    { kind: row.kind, table: row.table, name: row.name, why: `it is there as "${row.actual ?? ''}", and "${row.expected}" is needed` },
  ];
}

function missingIndexColumns(element: MigrationElement, actual: ActualSchema): readonly SchemaConflict[] {
  const present = new Set(actual.get(element.table)?.columns.map(({ name }) => name.toLowerCase()));
  return element.restsOn
    .filter((column) => !present.has(column))
    .map((column) => ({ kind: element.kind, table: element.table, name: element.name, why: `its column ${column} is not there` }));
}

function placeOf({ kind, table, name }: MigrationElement): Pick<SchemaStatement, 'kind' | 'table' | 'name'> {
  return { kind, table, name };
}

function keyOf({ kind, table, name }: Pick<SchemaRow, 'kind' | 'table' | 'name'>): string {
  return `${kind} ${table}.${name}`;
}
