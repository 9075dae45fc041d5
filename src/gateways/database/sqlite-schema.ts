import * as z from 'zod/mini';
import type { ActualIndex, ActualSchema, ActualTable } from '../../domain/schema/actual-schema.ts';
import type { SqlRow, SqlValue } from './sql-session.ts';

type ReadAll = (sql: string, values?: readonly SqlValue[]) => readonly SqlRow[];

const ColumnInfo = z.object({ name: z.string(), type: z.string(), notnull: z.number(), dflt_value: z.nullable(z.string()) });
const IndexInfo = z.object({ name: z.string(), unique: z.number() });
const IndexedColumn = z.object({ name: z.nullable(z.string()) });
const Trigger = z.object({ sql: z.string() });

/** Reads tables, columns and indexes from SQLite's own catalogue. */
export function describeSqlite(all: ReadAll, tables: readonly string[]): ActualSchema {
  return new Map(
    tables.flatMap((table) => {
      const described = describeTable(all, table);
      return described.columns.length === 0 ? [] : [[table, described] as const];
    }),
  );
}

function describeTable(all: ReadAll, table: string): ActualTable {
  const kept = columnsKeptByTriggers(all, table);
  const columns = z
    .array(ColumnInfo)
    .parse(all('SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?) ORDER BY cid', [table]));
  return {
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      isNullable: column.notnull === 0,
      defaultValue: column.dflt_value,
      extra: kept.has(column.name) ? 'on update current_timestamp' : '',
    })),
    indexes: describeIndexes(all, table),
  };
}

/** An index over part of the rows does not serve a query over all of them, so it is left out. */
function describeIndexes(all: ReadAll, table: string): readonly ActualIndex[] {
  const found = z.array(IndexInfo).parse(all('SELECT name, "unique" FROM pragma_index_list(?) WHERE partial = 0 ORDER BY name', [table]));
  return found.map(({ name, unique }) => ({
    name,
    isUnique: unique === 1,
    columns: z
      .array(IndexedColumn)
      .parse(all('SELECT name FROM pragma_index_info(?) ORDER BY seqno', [name]))
      .map((column) => column.name ?? '(expression)'),
  }));
}

/** SQLite has no ON UPDATE: a trigger that sets the column to the current time does the same. */
function columnsKeptByTriggers(all: ReadAll, table: string): ReadonlySet<string> {
  const triggers = z.array(Trigger).parse(all("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [table]));
  const setting = /\bset\s+(\w+)\s*=\s*(?:current_timestamp\b|datetime\s*\(\s*'now')/i;
  return new Set(
    triggers
      .flatMap(({ sql }) => (/\bupdate\s+(?:of\b.*?)?on\b/is.test(sql) ? [setting.exec(sql)?.[1] ?? ''] : []))
      .filter((name) => name !== ''),
  );
}
