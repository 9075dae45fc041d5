import { Kysely, type Transaction } from 'kysely';

import type { MysqlTarget } from './mysql-target.ts';
import type { Tables } from './rows.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** The backend's tables as typed queries. Rejects with `StoreError` when the database refuses a statement. */
export type Store = Kysely<Tables>;
export type StoreTransaction = Transaction<Tables>;

/** Where the tables are. */
export type StoreTarget = { readonly kind: 'sqlite'; readonly file: string } | MysqlTarget;

const LOCK_WAIT_MS = 5000;

export async function openStoreAt(target: StoreTarget): Promise<Store> {
  if (target.kind === 'sqlite') return openStore(target.file);
  const { mysqlDialect } = await import('./mysql-dialect.ts');
  return new Kysely<Tables>({ dialect: await mysqlDialect(target) });
}

/** Opens an SQLite file that is, or is to be, the backend's. Other processes may read and change it meanwhile. */
export async function openStore(databaseFile: string): Promise<Store> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(databaseFile, { timeout: LOCK_WAIT_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  return new Kysely<Tables>({ dialect: sqliteDialect(database) });
}
