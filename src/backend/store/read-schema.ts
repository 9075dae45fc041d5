import { sql } from 'kysely';

import type { ActualColumn, ActualIndex, ActualSchema, ActualTable } from '../../domain/schema/actual-schema.ts';
import { requiredTables } from '../../domain/schema/required-schema.ts';
import { isMysql } from './flavour.ts';
import type { Store } from './open-store.ts';
import { readMysqlSchema } from './read-mysql-schema.ts';

/** The termination flow's tables as the database has them at this moment; nothing is remembered between calls. */
export async function readSchema(store: Store): Promise<ActualSchema> {
  if (isMysql(store)) return readMysqlSchema(store);
  const schema = new Map<string, ActualTable>();
  for (const { name } of requiredTables) {
    const columns = await readColumns(store, name);
    if (columns.length > 0) schema.set(name, { columns, indexes: await readIndexes(store, name) });
  }
  return schema;
}

async function readColumns(store: Store, table: string): Promise<readonly ActualColumn[]> {
  const kept = await columnsKeptByTriggers(store, table);
  const found = await sql<{
    readonly name: string;
    readonly type: string;
    readonly notnull: number;
    readonly dflt_value: string | null;
  }>`select name, type, "notnull", dflt_value from pragma_table_info(${table}) order by cid`.execute(store);
  return found.rows.map(({ name, type, notnull, dflt_value }) => ({
    name,
    type,
    isNullable: notnull === 0,
    defaultValue: dflt_value,
    extra: kept.has(name) ? 'on update current_timestamp' : '',
  }));
}

/** SQLite has no ON UPDATE: a trigger that sets the column to the current time does the same. */
async function columnsKeptByTriggers(store: Store, table: string): Promise<ReadonlySet<string>> {
  const found = await sql<{
    readonly sql: string;
  }>`select sql from sqlite_master where type = 'trigger' and tbl_name = ${table}`.execute(store);
  const columns = found.rows.map((trigger) => /\bset\s+(\w+)\s*=\s*current_timestamp\b/i.exec(trigger.sql)?.[1]);
  return new Set(columns.filter((column) => column !== undefined));
}

async function readIndexes(store: Store, table: string): Promise<readonly ActualIndex[]> {
  const found = await sql<{
    readonly name: string;
    readonly isUnique: number;
    readonly column: string | null;
  }>`select l.name, l."unique" as isUnique, i.name as "column"
    from pragma_index_list(${table}) l, pragma_index_info(l.name) i where l.partial = 0 order by l.name, i.seqno`.execute(store);
  const indexes = new Map<string, ActualIndex>();
  for (const { name, isUnique, column } of found.rows) {
    indexes.set(name, { name, columns: [...(indexes.get(name)?.columns ?? []), column ?? '(expression)'], isUnique: isUnique === 1 });
  }
  return [...indexes.values()];
}
