import { type Kysely, MysqlAdapter } from 'kysely';

import type { Tables } from './rows.ts';

/** True for MySQL and MariaDB, where rows that are read to be changed have to be locked; SQLite has one writer at a time anyway. */
export function isMysql(store: Pick<Kysely<Tables>, 'getExecutor'>): boolean {
  return store.getExecutor().adapter instanceof MysqlAdapter;
}
