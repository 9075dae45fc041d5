import type { ActualIndex, ActualSchema, ActualTable } from './actual-schema.ts';
import { compareCollations } from './compare-collations.ts';
import { endpointsBrokenWithoutColumn, endpointsBrokenWithoutTable } from './endpoint-needs.ts';
import { describeActualColumn, describeRequiredColumn, matchesColumn } from './match-column.ts';
import { neededColumns, neededIndexes, requiredTables } from './required-schema.ts';
import type { RequiredColumn, RequiredIndex, RequiredTable } from './required-table.ts';

/** `collation` is a row only where a text column differs from the one that queries compare it with. */
export type SchemaElementKind = 'table' | 'column' | 'index' | 'collation';

/** One thing the termination flow needs, beside what the database holds. */
export interface SchemaRow {
  readonly kind: SchemaElementKind;
  readonly table: string;
  readonly name: string;
  readonly expected: string;
  /** `null`: not there. */
  readonly actual: string | null;
  readonly state: 'ok' | 'missing' | 'differs';
  /** Endpoints that fail because of this difference; empty where it only costs speed. */
  readonly breaks: readonly string[];
}

/** What the flow needs against what is there; `source` says who looked. */
export interface SchemaComparison {
  readonly source: 'database' | 'backend';
  readonly rows: readonly SchemaRow[];
}

/** Sets every table, column and index the termination flow needs beside what is there. A missing table is one row, not one for each column. */
export function compareSchema(actual: ActualSchema, source: SchemaComparison['source']): SchemaComparison {
  return { source, rows: [...requiredTables.flatMap((table) => compareTable(table, actual.get(table.name))), ...collationRows(actual)] };
}

/** The rows that are not as the flow needs them. */
export function differences(comparison: SchemaComparison): readonly SchemaRow[] {
  return comparison.rows.filter((row) => row.state !== 'ok');
}

/** The endpoints that fail because of what is missing or different, each once. */
export function brokenEndpoints(comparison: SchemaComparison): readonly string[] {
  return [...new Set(differences(comparison).flatMap((row) => row.breaks))];
}

/** The endpoints that read or write a column which is there as something else: what they meet in it decides whether they fail. */
export function endpointsAtRisk({ kind, table, name, state }: SchemaRow): readonly string[] {
  return kind === 'column' && state === 'differs' ? endpointsBrokenWithoutColumn(table, name) : [];
}

function collationRows(actual: ActualSchema): readonly SchemaRow[] {
  return compareCollations(actual).map(({ table, column, comparedWith, collation, expectedCollation, breaks }) => ({
    kind: 'collation',
    table,
    name: column,
    expected: `${expectedCollation}, as ${comparedWith}`,
    actual: collation,
    state: 'differs',
    breaks,
  }));
}

function compareTable(required: RequiredTable, actual: ActualTable | undefined): readonly SchemaRow[] {
  const row = { kind: 'table', table: required.name, name: required.name, expected: 'table' } as const;
  if (actual === undefined) return [{ ...row, actual: null, state: 'missing', breaks: endpointsBrokenWithoutTable(required.name) }];
  return [
    { ...row, actual: 'table', state: 'ok', breaks: [] },
    ...neededColumns(required).map((column) => compareColumn(required.name, { required: column, actual })),
    ...neededIndexes(required).map((index) => compareIndex(required.name, { required: index, actual })),
  ];
}

function compareColumn(table: string, pair: { readonly required: RequiredColumn; readonly actual: ActualTable }): SchemaRow {
  const { required } = pair;
  const found = pair.actual.columns.find((column) => isSameName(column.name, required.name));
  const row = { kind: 'column', table, name: required.name, expected: describeRequiredColumn(required) } as const;
  if (found === undefined) return { ...row, actual: null, state: 'missing', breaks: endpointsBrokenWithoutColumn(table, required.name) };
  return { ...row, actual: describeActualColumn(found), state: matchesColumn(required, found) ? 'ok' : 'differs', breaks: [] };
}

function compareIndex(table: string, pair: { readonly required: RequiredIndex; readonly actual: ActualTable }): SchemaRow {
  const { required } = pair;
  const expected = required.columns.join(', ');
  const row = { kind: 'index', table, name: required.name, expected, breaks: [] } as const;
  const serving = pair.actual.indexes.find((index) => listsSameColumns(index, required));
  if (serving !== undefined) return { ...row, actual: expected, state: 'ok' };
  const namesake = pair.actual.indexes.find((index) => isSameName(index.name, required.name));
  if (namesake !== undefined) return { ...row, actual: namesake.columns.join(', '), state: 'differs' };
  return { ...row, actual: null, state: 'missing' };
}

function listsSameColumns(one: Pick<ActualIndex, 'columns'>, other: Pick<RequiredIndex, 'columns'>): boolean {
  return one.columns.length === other.columns.length && one.columns.every((column, at) => isSameName(column, other.columns[at] ?? ''));
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
