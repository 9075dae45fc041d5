import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { ActualColumn, ActualIndex, ActualSchema } from '../../domain/schema/actual-schema.ts';
import type { SqlSession } from './sql-session.ts';

// Every column is aliased: MySQL answers in upper case whatever was asked, MariaDB as typed.
const COLUMNS = `SELECT TABLE_NAME AS table_name, COLUMN_NAME AS column_name, COLUMN_TYPE AS column_type, IS_NULLABLE AS is_nullable,
  COLUMN_DEFAULT AS column_default, EXTRA AS extra, COLLATION_NAME AS collation_name
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?marks) ORDER BY TABLE_NAME, ORDINAL_POSITION`;

const INDEXES = `SELECT TABLE_NAME AS table_name, INDEX_NAME AS index_name, COLUMN_NAME AS column_name, NON_UNIQUE AS non_unique
FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?marks) ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;

const ColumnRow = z.object({
  table_name: z.string(),
  column_name: z.string(),
  column_type: z.string(),
  is_nullable: z.string(),
  column_default: z.nullable(z.string()),
  extra: z.nullable(z.string()),
  collation_name: z.nullable(z.string()),
});

const IndexRow = z.object({
  table_name: z.string(),
  index_name: z.string(),
  column_name: z.nullable(z.string()),
  non_unique: z.coerce.number(),
});

const NO_SUCH_TABLE = 1146;

/** Its columns are compared with those of the flow; whether it is there, or to be seen, is another matter. */
const ALSO_COMPARED = ['spot_pools'];

/** Reads tables, columns and indexes from information_schema, which shows a user only what it holds a privilege on. */
export async function describeMysql(query: SqlSession['query'], tables: readonly string[]): Promise<ActualSchema> {
  const asked = [...tables, ...ALSO_COMPARED];
  const marks = asked.map(() => '?').join(', ');
  const columns = z.array(ColumnRow).parse(await query(COLUMNS.replace('?marks', marks), asked));
  const indexes = z.array(IndexRow).parse(await query(INDEXES.replace('?marks', marks), asked));
  const seen = asked.filter((table) => columns.some((row) => isOf(table, row)));
  for (const table of tables.filter((name) => !seen.includes(name))) await expectMissing(query, table);
  return new Map(
    seen.map((table) => [
      table,
      { columns: columns.filter((row) => isOf(table, row)).map(toColumn), indexes: toIndexes(indexes.filter((row) => isOf(table, row))) },
    ]),
  );
}

/** A table the user may not see is not missing: asking for it tells the two apart. Throws `DATABASE_DENIED` where it is hidden. */
async function expectMissing(query: SqlSession['query'], table: string): Promise<void> {
  try {
    await query(`SELECT 1 FROM ${table} LIMIT 0`, []);
  } catch (error) {
    if (error instanceof SpotctlError && error.details['errno'] === NO_SUCH_TABLE) return;
    throw error;
  }
}

function isOf(table: string, row: { readonly table_name: string }): boolean {
  return row.table_name.toLowerCase() === table;
}

function toColumn(row: z.infer<typeof ColumnRow>): ActualColumn {
  return {
    name: row.column_name,
    type: row.column_type,
    isNullable: row.is_nullable.toUpperCase() === 'YES',
    defaultValue: row.column_default,
    extra: row.extra ?? '',
    collation: row.collation_name,
  };
}

function toIndexes(rows: readonly z.infer<typeof IndexRow>[]): readonly ActualIndex[] {
  return [...Map.groupBy(rows, ({ index_name }) => index_name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column_name }) => column_name ?? '(expression)'),
    isUnique: parts.every(({ non_unique }) => non_unique === 0),
  }));
}
