import { endpointsBrokenWithoutColumn } from './endpoint-needs.ts';
import { requiredTables } from './required-schema.ts';
import type { RequiredColumn, RequiredIndex, RequiredTable } from './required-table.ts';
import type { DialectStatement, SchemaDialect } from './schema-dialect.ts';

/** Names one column or index of the migration. */
export interface ElementPlace {
  readonly kind: 'column' | 'index';
  readonly table: string;
  readonly name: string;
}

/** One column or index that the migration adds, and how. */
export interface MigrationElement extends ElementPlace {
  readonly purpose: string;
  readonly loss: string;
  /** For an index the columns it lists, for a column itself. */
  readonly columns: readonly string[];
  /** The columns that must be there, or be added before it. */
  readonly restsOn: readonly string[];
  readonly add: (dialect: SchemaDialect) => DialectStatement;
  readonly drop: (dialect: SchemaDialect) => DialectStatement;
}

/** The tables the migration changes. */
export const migratedTables: readonly RequiredTable[] = requiredTables.filter(({ columns }) =>
  columns.some(({ origin }) => origin === 'migration'),
);

/** Everything the termination-tracking migration adds, columns before the indexes on them. */
export const migrationElements: readonly MigrationElement[] = [
  ...migratedTables.flatMap((table) =>
    table.columns.filter(({ origin }) => origin === 'migration').map((column) => columnElement(table, column)),
  ),
  ...migratedTables.flatMap((table) =>
    table.indexes.filter(({ origin }) => origin === 'migration').map((index) => indexElement(table, index)),
  ),
];

/** `column instances.termination_confirmed`: one name for an element in maps and in the record of changes. */
export function elementKey({ kind, table, name }: { readonly kind: string; readonly table: string; readonly name: string }): string {
  return `${kind} ${table}.${name}`;
}

function columnElement(table: RequiredTable, column: RequiredColumn): MigrationElement {
  const broken = endpointsBrokenWithoutColumn(table.name, column.name);
  return {
    kind: 'column',
    table: table.name,
    name: column.name,
    purpose: `${broken.join(', ')} ${broken.length === 1 ? 'fails' : 'fail'} without it`,
    loss: 'drops the column and what was recorded in it',
    columns: [column.name],
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
    columns: index.columns,
    restsOn: index.columns.filter((name) => table.columns.find((column) => column.name === name)?.origin === 'base'),
    add: (dialect) => dialect.createIndex(table.name, index),
    drop: (dialect) => dialect.dropIndex(table.name, index),
  };
}
