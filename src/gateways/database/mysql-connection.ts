import type { Connection, SslOptions } from 'mysql2/promise';
import type { DatabaseTls, MysqlTarget } from './database-settings.ts';
import { translateMysqlError } from './mysql-error.ts';
import type { MysqlCall } from './mysql-refusal.ts';

/** Connects, and lets the session speak UTC; times come as text, decimals too, so nothing is rounded. */
export async function connectMysql(target: MysqlTarget, timeoutMs: number): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise');
  const { host, port, user, password, database } = target;
  const ssl = sslOptions(target.tls);
  const call: MysqlCall = { target, account: null, act: 'connect' };
  const connection = await translatingMysql(call, () =>
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
  await translatingMysql({ ...call, act: 'read' }, () => connection.query("SET time_zone = '+00:00'"));
  return connection;
}

/** Runs one call of mysql2 and translates what it throws. */
export async function translatingMysql<T>(call: MysqlCall, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw translateMysqlError(error, call);
  }
}

function sslOptions(tls: DatabaseTls): SslOptions | null {
  switch (tls.mode) {
    case 'off':
      return null;
    case 'encrypted':
      return { rejectUnauthorized: false };
    case 'verified':
      return { rejectUnauthorized: true, verifyIdentity: tls.checksName, ...(tls.ca === null ? {} : { ca: tls.ca }) };
    default:
      return tls satisfies never;
  }
}
