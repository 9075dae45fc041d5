import * as z from 'zod/mini';
import type { ServerClock } from '../../ports/fleet-database.ts';
import type { SqlSession } from './sql-session.ts';

// The session itself speaks UTC; what the backend's sessions get is the server's own setting.
const ASK_MYSQL = `SELECT DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%fZ') AS now,
  TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@global.time_zone)) AS offset,
  @@global.sql_mode AS modes`;
const ASK_SQLITE = `SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now, 0 AS offset, '' AS modes`;

const Clock = z.tuple([z.object({ now: z.string(), offset: z.nullable(z.coerce.number()), modes: z.string() })]);

/** The server's clock, its time zone and what it accepts, as a new session of the backend would meet them. */
export async function readServerClock({ server, query }: SqlSession): Promise<ServerClock> {
  const rows = await query(server.flavour === 'sqlite' ? ASK_SQLITE : ASK_MYSQL, []);
  const [{ now, offset, modes }] = Clock.parse(rows);
  return { now: new Date(now).toISOString(), utcOffsetSeconds: offset, sqlModes: modes.split(',').filter((mode) => mode !== '') };
}
