import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Blockers, BlockingSession } from '../../domain/schema/blocking-session.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { MysqlLine } from './mysql-session.ts';
import { showProcesses } from './mysql-processes.ts';
import type { Query, SqlRow, SqlValue } from './sql-session.ts';

// Ages are counted in the server's own zone: it keeps the start of a transaction in that one.
const AGE = "TIMESTAMPDIFF(SECOND, t.trx_started, CONVERT_TZ(NOW(), @@time_zone, 'SYSTEM'))";

const MARIADB_HOLDERS = `SELECT DISTINCT m.THREAD_ID AS thread, p.USER AS user, p.HOST AS host, COALESCE(${AGE}, p.TIME) AS age, p.INFO AS statement
FROM information_schema.METADATA_LOCK_INFO m LEFT JOIN information_schema.PROCESSLIST p ON p.ID = m.THREAD_ID
LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = m.THREAD_ID
WHERE m.TABLE_SCHEMA = DATABASE() AND m.TABLE_NAME = ? AND m.THREAD_ID <> CONNECTION_ID()`;

const MYSQL_HOLDERS = `SELECT DISTINCT h.PROCESSLIST_ID AS thread, h.PROCESSLIST_USER AS user, h.PROCESSLIST_HOST AS host, h.PROCESSLIST_TIME AS age, h.PROCESSLIST_INFO AS statement
FROM performance_schema.metadata_locks l JOIN performance_schema.threads h ON h.THREAD_ID = l.OWNER_THREAD_ID
WHERE l.OBJECT_TYPE = 'TABLE' AND l.OBJECT_SCHEMA = DATABASE() AND l.OBJECT_NAME = ? AND l.LOCK_STATUS = 'GRANTED' AND h.PROCESSLIST_ID <> CONNECTION_ID()`;

const TRANSACTIONS = `SELECT t.trx_mysql_thread_id AS thread, p.USER AS user, p.HOST AS host, ${AGE} AS age, t.trx_query AS statement
FROM information_schema.INNODB_TRX t LEFT JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
WHERE t.trx_mysql_thread_id <> CONNECTION_ID() AND t.trx_mysql_thread_id <> 0 AND (p.DB IS NULL OR p.DB = DATABASE()) ORDER BY t.trx_started`;

const SessionRow = z.object({
  thread: z.coerce.number(),
  user: z.nullable(z.string()),
  host: z.nullable(z.string()),
  age: z.nullable(z.coerce.number()),
  statement: z.nullable(z.string()),
});

/** Who holds the table, from the best source the server has and the user may read. Kills and changes nothing. */
export async function findBlockers(
  line: MysqlLine,
  { table, flavour }: { readonly table: string; readonly flavour: DatabaseServer['flavour'] },
): Promise<Blockers> {
  const holders = await unlessRefused(line.query, { sql: flavour === 'mariadb' ? MARIADB_HOLDERS : MYSQL_HOLDERS, values: [table] });
  if (holders !== null && holders.length > 0) return { sessions: toSessions(holders), unseen: null };
  const transactions = await unlessRefused(line.query, { sql: TRANSACTIONS, values: [] });
  if (transactions !== null) return { sessions: toSessions(transactions), unseen: holders === null ? INEXACT[flavour] : null };
  const others = (await showProcesses(line.query)).filter(({ thread }) => thread !== line.thread());
  return {
    sessions: others,
    unseen: `without PROCESS only sessions of the same user can be seen: GRANT PROCESS ON *.* TO ${quoted(line.account)};`,
  };
}

const INEXACT = {
  mariadb:
    'any open transaction of this database is shown; with the plugin metadata_lock_info the server would tell which of them holds the table',
  mysql:
    'any open transaction of this database is shown; with SELECT on performance_schema the server would tell which of them holds the table',
  sqlite: null,
} as const;

/** `null` where the server has no such view or does not let the user read it. */
async function unlessRefused(
  query: Query,
  { sql, values }: { readonly sql: string; readonly values: readonly SqlValue[] },
): Promise<readonly SqlRow[] | null> {
  try {
    return await query(sql, values);
  } catch (error) {
    if (error instanceof SpotctlError && (error.code === 'DATABASE_DENIED' || error.code === 'DATABASE_FAILED')) return null;
    throw error;
  }
}

function toSessions(rows: readonly SqlRow[]): readonly BlockingSession[] {
  return z
    .array(SessionRow)
    .parse(rows)
    .map((row) => ({
      thread: row.thread,
      user: row.user ?? 'unknown',
      host: row.host ?? 'unknown',
      ageSeconds: row.age,
      statement: row.statement,
    }));
}

function quoted(account: string): string {
  const at = account.lastIndexOf('@');
  return `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`;
}
