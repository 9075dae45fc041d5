import type { Connection } from 'mysql2/promise';
import * as z from 'zod/mini';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { MysqlTarget } from './database-settings.ts';
import { mysqlChanges } from './mysql-changes.ts';
import { connectMysql, translatingMysql } from './mysql-connection.ts';
import type { MysqlLine } from './mysql-line.ts';
import { type MysqlCall, placeOf } from './mysql-refusal.ts';
import { describeMysql } from './mysql-schema.ts';
import type { Query, SqlSession } from './sql-session.ts';

const Greeting = z.object({ version: z.string(), account: z.string() });
const Rows = z.array(z.record(z.string(), z.unknown()));
const Written = z.object({ affectedRows: z.optional(z.number()) });
const Named = z.array(z.object({ Variable_name: z.string(), Value: z.string() }));

/** Connects to MySQL or MariaDB. */
export async function openMysqlSession(target: MysqlTarget, timeoutMs: number): Promise<SqlSession> {
  let connection = await connectMysql(target, timeoutMs);
  const read =
    (call: MysqlCall): Query =>
    async (sql, values) => {
      const [rows] = await translatingMysql(call, () => connection.query({ sql, values: [...values], timeout: timeoutMs }));
      return Rows.parse(rows);
    };
  const unnamed: MysqlCall = { target, account: null, act: 'read' };
  const greeting = z.tuple([Greeting]).parse(await read(unnamed)('SELECT VERSION() AS version, CURRENT_USER() AS account', []))[0];
  const query = read({ ...unnamed, account: greeting.account });
  const altering: MysqlCall = { target, account: greeting.account, act: 'alter' };
  const server = await serverOf(query, { target, version: greeting.version });
  const line: MysqlLine = {
    account: greeting.account,
    query,
    write: async (sql, values = []) => {
      const [result] = await translatingMysql(altering, () => connection.query({ sql, values: [...values] }));
      return Written.safeParse(result).data?.affectedRows ?? 0;
    },
    reconnect: async () => {
      connection.destroy();
      connection = await connectMysql(target, timeoutMs);
    },
    thread: () => threadOf(connection),
  };
  return {
    server,
    query,
    describe: (tables) => describeMysql(query, tables),
    changes: () => mysqlChanges(line, server),
    close: () => connection.end().catch(() => connection.destroy()),
  };
}

function threadOf({ threadId }: Connection): number {
  return threadId ?? 0;
}

async function serverOf(
  query: Query,
  { target, version }: { readonly target: MysqlTarget; readonly version: string },
): Promise<DatabaseServer> {
  const variables = await named(query, "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid', 'wsrep_on')");
  const isGalera = variables.get('wsrep_on') === 'ON';
  const cluster = isGalera ? await named(query, "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_state_uuid'") : null;
  return {
    flavour: /mariadb/i.test(version) ? 'mariadb' : 'mysql',
    version,
    address: placeOf(target),
    database: target.database,
    identity: cluster?.get('wsrep_cluster_state_uuid') ?? variables.get('server_uuid') ?? variables.get('server_uid') ?? null,
    isGalera,
  };
}

/** SHOW knows no error for a name this server does not have. */
async function named(query: Query, sql: string): Promise<ReadonlyMap<string, string>> {
  return new Map(Named.parse(await query(sql, [])).map((row) => [row.Variable_name.toLowerCase(), row.Value]));
}
