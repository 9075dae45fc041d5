import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Blockers, BlockingSession } from '../../domain/schema/blocking-session.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { MysqlLine } from './mysql-line.ts';
import { showProcesses } from './mysql-processes.ts';
import type { Query, SqlRow, SqlValue } from './sql-session.ts';

// Ages are counted in the server's own zone: it keeps the start of a transaction in that one.
const AGE = "TIMESTAMPDIFF(SECOND, t.trx_started, CONVERT_TZ(NOW(), @@time_zone, 'SYSTEM'))";

const MARIADB_HOLDERS = `SELECT DISTINCT m.THREAD_ID AS thread, p.USER AS user, p.HOST AS host, COALESCE(${AGE}, p.TIME) AS age, p.INFO AS statement
FROM information_schema.METADATA_LOCK_INFO m LEFT JOIN information_schema.PROCESSLIST p ON p.ID = m.THREAD_ID
LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = m.THREAD_ID
WHERE m.THREAD_ID <> CONNECTION_ID()
AND ((m.TABLE_SCHEMA = DATABASE() AND m.TABLE_NAME = ?) OR (m.LOCK_TYPE = 'Backup lock' AND m.LOCK_MODE REGEXP 'BACKUP_(FTWRL|WAIT_)')) ORDER BY age DESC`;

const MYSQL_HOLDERS = `SELECT DISTINCT h.PROCESSLIST_ID AS thread, h.PROCESSLIST_USER AS user, h.PROCESSLIST_HOST AS host, COALESCE(FLOOR(t.TIMER_WAIT / 1000000000000), h.PROCESSLIST_TIME) AS age, h.PROCESSLIST_INFO AS statement
FROM performance_schema.metadata_locks l JOIN performance_schema.threads h ON h.THREAD_ID = l.OWNER_THREAD_ID
LEFT JOIN performance_schema.events_transactions_current t ON t.THREAD_ID = l.OWNER_THREAD_ID AND t.STATE = 'ACTIVE'
WHERE l.LOCK_STATUS = 'GRANTED' AND h.PROCESSLIST_ID <> CONNECTION_ID()
AND ((l.OBJECT_TYPE = 'TABLE' AND l.OBJECT_SCHEMA = DATABASE() AND l.OBJECT_NAME = ?) OR (l.OBJECT_TYPE IN ('GLOBAL', 'BACKUP LOCK') AND l.LOCK_TYPE = 'SHARED')) ORDER BY age DESC`;

// This session holds at least what the query itself reads, so an empty answer means that the server does not keep count.
const MYSQL_COUNTS_LOCKS = 'SELECT 1 AS counted FROM performance_schema.metadata_locks LIMIT 1';

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

interface Asked {
  readonly table: string;
  readonly flavour: DatabaseServer['flavour'];
  /** How long the change had waited. */
  readonly waitedSeconds: number;
}

/** Who holds the table, from the best source the server has and the user may read. Kills and changes nothing. */
export async function findBlockers(line: MysqlLine, asked: Asked): Promise<Blockers> {
  const holders = await exactHolders(line.query, asked);
  if (holders !== null) return { sessions: inTheWay(toSessions(holders), asked), unseen: null };
  const transactions = await unlessRefused(line.query, { sql: TRANSACTIONS, values: [] });
  if (transactions !== null) return { sessions: inTheWay(toSessions(transactions), asked), unseen: INEXACT[asked.flavour] };
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

/** `null` where the server does not tell this user who holds which table. */
async function exactHolders(query: Query, { table, flavour }: Asked): Promise<readonly SqlRow[] | null> {
  if (flavour === 'mariadb') return await unlessRefused(query, { sql: MARIADB_HOLDERS, values: [table] });
  const holders = await unlessRefused(query, { sql: MYSQL_HOLDERS, values: [table] });
  if (holders === null || holders.length > 0) return holders;
  return (await query(MYSQL_COUNTS_LOCKS, [])).length > 0 ? holders : null;
}

/** What came while the change was waiting did not make it wait: a busy table always has such sessions. */
function inTheWay(sessions: readonly BlockingSession[], { waitedSeconds }: Asked): readonly BlockingSession[] {
  const older = sessions.filter(({ ageSeconds }) => ageSeconds === null || ageSeconds >= waitedSeconds);
  return older.length > 0 ? older : sessions;
}

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
