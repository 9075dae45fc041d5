import { sql } from 'kysely';

import type { ActualSchema } from '../../domain/schema/actual-schema.ts';
import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { Store } from './open-store.ts';

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly column_type: string;
  readonly is_nullable: string;
  readonly column_default: string | null;
  readonly extra: string | null;
}

interface IndexRow {
  readonly table_name: string;
  readonly index_name: string;
  readonly column_name: string | null;
  readonly non_unique: number;
}

/** The same from MySQL or MariaDB. Every column is aliased: MySQL answers in upper case whatever was asked. */
export async function readMysqlSchema(store: Store): Promise<ActualSchema> {
  const columns = await sql<ColumnRow>`select table_name as table_name, column_name as column_name, column_type as column_type,
    is_nullable as is_nullable, column_default as column_default, extra as extra
    from information_schema.columns where table_schema = database() order by ordinal_position`.execute(store);
  const indexes = await sql<IndexRow>`select table_name as table_name, index_name as index_name, column_name as column_name,
    non_unique as non_unique from information_schema.statistics where table_schema = database() order by index_name, seq_in_index`.execute(
    store,
  );
  const columnsOf = Map.groupBy(columns.rows, (row) => row.table_name.toLowerCase());
  const indexesOf = Map.groupBy(indexes.rows, (row) => row.table_name.toLowerCase());
  const present = requiredTables.filter(({ name }) => columnsOf.has(name));
  return new Map(
    present.map(({ name }) => [
      name,
      { columns: (columnsOf.get(name) ?? []).map(toColumn), indexes: toIndexes(indexesOf.get(name) ?? []) },
    ]),
  );
}

function toColumn(row: ColumnRow) {
  const { column_name, column_type, is_nullable, column_default, extra } = row;
  return { name: column_name, type: column_type, isNullable: is_nullable === 'YES', defaultValue: column_default, extra: extra ?? '' };
}

function toIndexes(rows: readonly IndexRow[]) {
  return [...Map.groupBy(rows, (row) => row.index_name)].map(([name, parts]) => ({
    name,
    columns: parts.map(({ column_name }) => column_name ?? '(expression)'),
    isUnique: parts.every(({ non_unique }) => non_unique === 0),
  }));
}
