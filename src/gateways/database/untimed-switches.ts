import * as z from 'zod/mini';
import type { Timestamp } from '../../domain/instance.ts';
import type { UntimedSwitches } from '../../domain/untimed-switches.ts';
import { timeValue } from './column-values.ts';
import type { SqlSession } from './sql-session.ts';

const Rows = z.array(z.object({ agent_id: z.string(), untimed: z.coerce.number(), newest: timeValue }));

/** Switches of a client that were booked since then without a beginning, by agent. The client's index serves it. */
export async function readUntimedSwitches(
  session: SqlSession,
  { clientId, since }: { readonly clientId: string; readonly since: Timestamp },
): Promise<readonly UntimedSwitches[]> {
  const table = (await session.describe(['switches'])).get('switches');
  const columns = new Set(table?.columns.map(({ name }) => name.toLowerCase()));
  if (!['client_id', 'agent_id', 'initiated_at', 'created_at'].every((column) => columns.has(column))) return [];
  const rows = await session.query(
    `SELECT agent_id, COUNT(*) AS untimed, MAX(created_at) AS newest FROM switches
     WHERE client_id = ? AND initiated_at IS NULL AND created_at >= ? GROUP BY agent_id ORDER BY agent_id`,
    [clientId, since.slice(0, 19).replace('T', ' ')],
  );
  return Rows.parse(rows).map(({ agent_id: agentId, untimed, newest }) => ({ agentId, count: untimed, newestAt: newest }));
}
