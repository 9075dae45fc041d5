import { Kysely, type Transaction } from 'kysely';

import type { Tables } from './rows.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** The backend's tables as typed queries. Rejects with `StoreError` when the database refuses a statement. */
export type Store = Kysely<Tables>;
export type StoreTransaction = Transaction<Tables>;

const LOCK_WAIT_MS = 5000;

/** Opens an SQLite file that is, or is to be, the backend's. Other processes may read and change it meanwhile. */
export async function openStore(databaseFile: string): Promise<Store> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(databaseFile, { timeout: LOCK_WAIT_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  return new Kysely<Tables>({ dialect: sqliteDialect(database) });
}
