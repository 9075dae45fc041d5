import * as z from 'zod/mini';
import type { BlockingSession } from '../../domain/schema/blocking-session.ts';
import type { Query } from './sql-session.ts';

export interface ServerProcess extends BlockingSession {
  readonly database: string | null;
}

const ProcessRow = z.object({
  Id: z.coerce.number(),
  User: z.string(),
  Host: z.string(),
  db: z.nullable(z.string()),
  Time: z.nullable(z.coerce.number()),
  Info: z.nullable(z.string()),
});

/** The server's sessions; without PROCESS only those of the same user, and the server does not say so. */
export async function showProcesses(query: Query): Promise<readonly ServerProcess[]> {
  const rows = z.array(ProcessRow).parse(await query('SHOW FULL PROCESSLIST', []));
  return rows.map((row) => ({
    thread: row.Id,
    user: row.User,
    host: row.Host,
    database: row.db,
    ageSeconds: row.Time,
    statement: row.Info,
  }));
}
