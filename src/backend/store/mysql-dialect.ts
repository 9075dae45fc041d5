import { CompiledQuery, type Dialect, MysqlDialect } from 'kysely';
import type { SslOptions } from 'mysql2';

import { endingPool } from './ending-pool.ts';
import type { MysqlTarget } from './mysql-target.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;

/** Kysely's MySQL over a pool of connections that speak UTC; times come as text, decimals as numbers. */
export async function mysqlDialect(target: MysqlTarget): Promise<Dialect> {
  const { createPool } = await import('mysql2');
  const { host, port, user, password, database } = target;
  const ssl = sslOptions(target.tls);
  const pool = createPool({
    host,
    port,
    user,
    password,
    database,
    connectionLimit: CONNECTIONS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    dateStrings: true,
    decimalNumbers: true,
    jsonStrings: true,
    ...(ssl === null ? {} : { ssl }),
  });
  return new MysqlDialect({
    pool: endingPool(pool),
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw("set session time_zone = '+00:00'"));
      // Rows are locked by name where they are read to be changed: gaps need no lock, and deadlocks are rare without them.
      await connection.executeQuery(CompiledQuery.raw('set session transaction isolation level read committed'));
    },
  });
}

function sslOptions(tls: MysqlTarget['tls']): SslOptions | null {
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
