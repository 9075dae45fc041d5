import { sql } from 'kysely';

import { isMysql } from './flavour.ts';
import type { Store } from './open-store.ts';

/** What a database holds, by table, in lower case. */
export interface FoundTable {
  readonly columns: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
}

/** Every table with the names of its columns and indexes, as they are at this moment. */
export async function findElements(store: Store): Promise<ReadonlyMap<string, FoundTable>> {
  const tables = await store.introspection.getTables();
  const indexes = Map.groupBy(await readIndexNames(store), ({ table }) => table.toLowerCase());
  return new Map(
    tables.map(({ name, columns }) => [
      name.toLowerCase(),
      {
        columns: new Set(columns.map((column) => column.name.toLowerCase())),
        indexes: new Set((indexes.get(name.toLowerCase()) ?? []).map((index) => index.name.toLowerCase())),
      },
    ]),
  );
}

interface IndexName {
  readonly table: string;
  readonly name: string;
}

async function readIndexNames(store: Store): Promise<readonly IndexName[]> {
  const query = isMysql(store)
    ? sql<IndexName>`select distinct table_name as "table", index_name as name from information_schema.statistics where table_schema = database()`
    : sql<IndexName>`select tbl_name as "table", name from sqlite_master where type = 'index'`;
  return (await query.execute(store)).rows;
}
