import type { ActualSchema } from './actual-schema.ts';
import { compareSchema, type SchemaElementKind, type SchemaRow } from './compare-schema.ts';
import { elementKey, type ElementPlace, migratedTables, type MigrationElement, migrationElements } from './migration-elements.ts';
import { type DialectStatement, dialectOf, type SchemaServer, type StatementEffect } from './schema-dialect.ts';

/** One step of a migration: a single statement and what it is for. */
export interface SchemaStatement extends ElementPlace {
  readonly purpose: string;
  readonly sql: string;
  readonly effect: StatementEffect;
  /** What may be run instead, in this order, where the server refuses `sql` for its price; empty unless the operator allows copies. */
  readonly orElse: readonly string[];
}

/** What stands in the way of a change, and that no statement of spotctl changes. */
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

export interface PlanOptions {
  /** Lets a server that refuses the cheap algorithm rewrite or copy the table. */
  readonly mayCopy: boolean;
}

/** The server a plan is for, and what the operator allows there: no copy unless said so. */
export type PlanTarget = SchemaServer & Partial<PlanOptions>;

/** The statements that bring a database to the termination-tracking migration: only what is missing, columns before the indexes on them. */
export function planSchema(actual: ActualSchema, target: PlanTarget): SchemaPlan {
  const options = { mayCopy: target.mayCopy ?? false };
  const rows = new Map(compareSchema(actual, 'database').rows.map((row) => [elementKey(row), row]));
  const missing = migrationElements.filter((element) => rows.get(elementKey(element))?.state === 'missing');
  const dialect = dialectOf(target);
  return {
    statements: missing.map((element) => toStatement(element, { purpose: element.purpose, made: element.add(dialect), options })),
    rollback: missing.toReversed().map((element) => toStatement(element, { purpose: element.loss, made: element.drop(dialect), options })),
    conflicts: [
      ...migratedTables.flatMap(({ name }) => missingTable(rows.get(elementKey({ kind: 'table', table: name, name })))),
      ...migrationElements.flatMap((element) => differing(rows.get(elementKey(element)))),
      ...missing.flatMap((element) => missingIndexColumns(element, actual)),
    ],
  };
}

/** True where the row is part of the migration, so that `planSchema` says how to add it. */
export function isMigrationRow(row: Pick<SchemaRow, 'kind' | 'table' | 'name'>): boolean {
  return migrationElements.some((element) => elementKey(element) === elementKey(row));
}

/** One step of a plan from what a dialect makes of an element. */
export function toStatement(
  { kind, table, name }: ElementPlace,
  { purpose, made, options }: { readonly purpose: string; readonly made: DialectStatement; readonly options: PlanOptions },
): SchemaStatement {
  return { kind, table, name, purpose, sql: made.sql, effect: made.effect, orElse: options.mayCopy ? made.dearer : [] };
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
