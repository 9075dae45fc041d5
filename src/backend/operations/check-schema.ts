import { compareSchema, differences, type SchemaRow } from '../../domain/schema/compare-schema.ts';
import { databaseSchema } from '../../wire/database-schema.ts';
import { Refusal } from '../http/refusal.ts';
import { anyTokenRoute, type Route } from '../http/route.ts';
import { readSchema } from '../store/read-schema.ts';

/** 200 when the schema has all that the termination flow needs, 500 that names each piece it does not have. */
export const databaseSchemaRoute: Route = anyTokenRoute(databaseSchema, async ({ store }) => {
  const comparison = compareSchema(await readSchema(store), 'backend');
  const elements = {
    tables: ofKind(comparison.rows, 'table'),
    columns: ofKind(comparison.rows, 'column'),
    indexes: ofKind(comparison.rows, 'index'),
  };
  const wrong = differences(comparison);
  if (wrong.length === 0) return { status: 'ok' as const, ...elements };
  throw new Refusal(500, { status: 'incomplete', error: `The schema lacks ${wrong.map(describeRow).join(', ')}`, ...elements });
});

function ofKind(rows: readonly SchemaRow[], kind: SchemaRow['kind']) {
  return rows
    .filter((row) => row.kind === kind)
    .map(({ table, name, expected, actual, state, breaks }) => ({ table, name, expected, actual, state, breaks: [...breaks] }));
}

function describeRow(row: SchemaRow): string {
  return row.kind === 'table' ? row.table : `${row.table}.${row.name}`;
}
