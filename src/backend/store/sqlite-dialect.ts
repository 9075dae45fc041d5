import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

import { asStoreError } from './store-error.ts';

/** Kysely's SQLite over Node's own: one connection, taken by one transaction at a time. */
export function sqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database: asKyselyDatabase(database) }),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Takes the write lock at once: a transaction that reads first would fail, not wait, when another process writes between. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

const KEPT_STATEMENTS = 200;

/** Keeps what it has compiled: SQLite itself notices when the schema has changed since, and compiles it anew. */
function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, KyselyStatement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = asKyselyStatement(
        translating(sql, () => database.prepare(sql)),
        sql,
      );
      if (kept.size >= KEPT_STATEMENTS) kept.clear();
      kept.set(sql, statement);
      return statement;
    },
  };
}

type KyselyStatement = ReturnType<SqliteDatabase['prepare']>;

function asKyselyStatement(statement: StatementSync, sql: string): KyselyStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translating(sql, () => statement.all(...parameters.map(asSqlValue))),
    run: (parameters) => translating(sql, () => statement.run(...parameters.map(asSqlValue))),
    iterate: (parameters) => statement.iterate(...parameters.map(asSqlValue)),
  };
}

function translating<T>(sql: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asStoreError(error, sql);
  }
}

function asSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`A statement was given a ${typeof value}, which no column of the backend holds`);
}
