import type { Connection, SslOptions } from 'mysql2/promise';
import * as z from 'zod/mini';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { DatabaseTls, MysqlTarget } from './database-settings.ts';
import { translateMysqlError } from './mysql-error.ts';
import { type MysqlCall, placeOf } from './mysql-refusal.ts';
import { describeMysql } from './mysql-schema.ts';
import type { SqlRow, SqlSession, SqlValue } from './sql-session.ts';

/** A waiting ALTER makes every later statement on the table wait behind it, so it gives up before anyone notices. */
const LOCK_WAIT_SECONDS = 3;

const Greeting = z.object({ version: z.string(), account: z.string() });
const Rows = z.array(z.record(z.string(), z.unknown()));

/** Connects to MySQL or MariaDB. The session speaks UTC; times come as text, decimals too, so nothing is rounded. */
export async function openMysqlSession(target: MysqlTarget, timeoutMs: number): Promise<SqlSession> {
  const connection = await connect(target, timeoutMs);
  const read = async (
    call: MysqlCall,
    { sql, values }: { readonly sql: string; readonly values: readonly SqlValue[] },
  ): Promise<readonly SqlRow[]> => {
    const [rows] = await translating(call, () => connection.query({ sql, values: [...values], timeout: timeoutMs }));
    return Rows.parse(rows);
  };
  const unnamed: MysqlCall = { target, account: null, act: 'read' };
  await translating(unnamed, () => connection.query("SET time_zone = '+00:00'"));
  const [greeting] = z
    .tuple([Greeting])
    .parse(await read(unnamed, { sql: 'SELECT VERSION() AS version, CURRENT_USER() AS account', values: [] }));
  const reading: MysqlCall = { ...unnamed, account: greeting.account };
  const query: SqlSession['query'] = (sql, values) => read(reading, { sql, values });
  return {
    server: serverOf(target, greeting.version),
    query,
    describe: (tables) => describeMysql(query, tables),
    alter: async (statement) => {
      await translating({ ...reading, act: 'alter' }, async () => {
        await connection.query(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
        await connection.query(statement);
      });
    },
    close: () => connection.end().catch(() => connection.destroy()),
  };
}

function serverOf(target: MysqlTarget, version: string): DatabaseServer {
  return { flavour: /mariadb/i.test(version) ? 'mariadb' : 'mysql', version, address: placeOf(target), database: target.database };
}

async function connect(target: MysqlTarget, timeoutMs: number): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise');
  const { host, port, user, password, database } = target;
  const ssl = sslOptions(target.tls);
  const connection = await translating({ target, account: null, act: 'connect' }, () =>
    createConnection({
      host,
      port,
      user,
      password,
      database,
      connectTimeout: timeoutMs,
      dateStrings: true,
      supportBigNumbers: true,
      ...(ssl === null ? {} : { ssl }),
    }),
  );
  // Unheard, a break between two statements would end the process; the next statement reports it.
  connection.on('error', () => undefined);
  return connection;
}

function sslOptions(tls: DatabaseTls): SslOptions | null {
  switch (tls.mode) {
    case 'off':
      return null;
    case 'encrypted':
      return { rejectUnauthorized: false };
    case 'verified':
      return { rejectUnauthorized: true, verifyIdentity: true, ...(tls.ca === null ? {} : { ca: tls.ca }) };
    default:
      return tls satisfies never;
  }
}

async function translating<T>(call: MysqlCall, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw translateMysqlError(error, call);
  }
}
