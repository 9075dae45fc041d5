import type { SchemaComparison, SchemaRow } from '../../../domain/schema/compare-schema.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import type { Comparison } from './comparison.ts';

/** What the flow needs beside what the database holds, and beside what the backend tells of it: they may look at different databases. */
export function schemaTable({ input }: Diagnosed, isComplete: boolean): Comparison {
  const { schema, toldSchema } = input;
  const seen = schema.ok ? schema.value : null;
  const told = seen?.source === 'database' ? wordsOf(toldSchema) : null;
  const rows = (seen?.rows ?? []).filter((row) => isComplete || row.state !== 'ok' || (told?.get(keyOf(row))?.state ?? 'ok') !== 'ok');
  return {
    title: 'Schema',
    columns: [
      { header: 'ELEMENT' },
      { header: 'EXPECTED' },
      { header: (seen?.source ?? 'database').toUpperCase() },
      ...(told === null ? [] : [{ header: 'BACKEND' }]),
    ],
    rows: rows.map((row) => [elementName(row), row.expected, row.actual ?? 'missing', ...(told === null ? [] : [wordOf(row, told)])]),
  };
}

type Words = ReadonlyMap<string, SchemaRow>;

function wordsOf(told: SchemaComparison | undefined): Words | null {
  return told === undefined ? null : new Map(told.rows.map((row) => [keyOf(row), row]));
}

function wordOf(row: SchemaRow, told: Words): string {
  const other = told.get(keyOf(row));
  if (other === undefined) return '-';
  return other.actual === row.actual ? 'same' : (other.actual ?? 'missing');
}

function keyOf({ kind, table, name }: SchemaRow): string {
  return `${kind} ${table}.${name}`;
}

function elementName({ kind, table, name }: SchemaRow): string {
  return kind === 'table' ? table : `${table}.${name}`;
}
