import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { SqliteTarget } from './database-settings.ts';
import { sqliteChanges } from './sqlite-changes.ts';
import { describeSqlite } from './sqlite-schema.ts';
import { translatingSqlite } from './sqlite-error.ts';
import type { SqlRow, SqlSession, SqlValue } from './sql-session.ts';

/** SQLite waits in the calling thread, so the bound is short. */
const LOCK_WAIT_MS = 3_000;

/** Opens an SQLite file that is there; one that is not is never created. */
export function openSqliteSession({ file }: SqliteTarget): SqlSession {
  const url = pathToFileURL(resolve(file));
  url.searchParams.set('mode', 'rw');
  const database = translatingSqlite(file, () => new DatabaseSync(url, { timeout: LOCK_WAIT_MS }));
  const all = (sql: string, values: readonly SqlValue[] = []): readonly SqlRow[] =>
    translatingSqlite(file, () => database.prepare(sql).all(...values));
  const version = String(all('SELECT sqlite_version() AS version')[0]?.['version']);
  // The header of the file is read only now: a file that is no database must not seem to be an empty one.
  all('SELECT count(*) FROM sqlite_master');
  return {
    server: { flavour: 'sqlite', version, address: null, database: file, identity: null, isGalera: false },
    query: async (sql, values) => all(sql, values),
    describe: async (tables) => describeSqlite(all, tables),
    changes: () =>
      sqliteChanges({
        file,
        all,
        exec: (sql) => translatingSqlite(file, () => database.exec(sql)),
        isChanging: () => database.isTransaction,
      }),
    close: async () => database.close(),
  };
}
