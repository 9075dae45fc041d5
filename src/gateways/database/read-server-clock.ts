import * as z from 'zod/mini';
import type { ServerClock } from '../../ports/fleet-database.ts';
import type { SqlSession } from './sql-session.ts';

// The session itself speaks UTC; what the backend's sessions get is the server's own setting.
const ASK_MYSQL = `SELECT DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%fZ') AS told_at,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@global.time_zone)) AS seconds_ahead,
  @@global.sql_mode AS session_modes`;
const ASK_SQLITE = `SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS told_at, 0 AS seconds_ahead, '' AS session_modes`;

const Clock = z.tuple([z.object({ told_at: z.string(), seconds_ahead: z.nullable(z.coerce.number()), session_modes: z.string() })]);

/** The server's clock, its time zone and what it accepts, as a new session of the backend would meet them. */
export async function readServerClock({ server, query }: SqlSession): Promise<ServerClock> {
  const rows = await query(server.flavour === 'sqlite' ? ASK_SQLITE : ASK_MYSQL, []);
  const [{ told_at: now, seconds_ahead: offset, session_modes: modes }] = Clock.parse(rows);
  return { now: new Date(now).toISOString(), utcOffsetSeconds: offset, sqlModes: modes.split(',').filter((mode) => mode !== '') };
}
