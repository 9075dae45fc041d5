import * as z from 'zod/mini';
import type { BookedEvent } from '../../domain/instance-timeline.ts';
import type { ActualSchema } from '../../domain/schema/actual-schema.ts';
import { textValue, timeValue } from './column-values.ts';
import type { SqlSession } from './sql-session.ts';

const EventRows = z.array(z.object({ event_type: z.string(), message: textValue, created_at: timeValue }));
const NEWEST = 100;

/**
 * What the backend booked of an instance of an agent. The agent's index serves it: a search of all events would read a table that
 * nothing ever prunes. Reports of terminations name the instance in their metadata alone.
 */
export async function readInstanceEvents(
  session: SqlSession,
  asked: { readonly agentId: string; readonly instanceId: string; readonly schema: ActualSchema },
): Promise<readonly BookedEvent[]> {
  const { agentId, instanceId, schema } = asked;
  if (!schema.has('system_events')) return [];
  const rows = await session.query(
    `SELECT event_type, message, created_at FROM system_events
     WHERE agent_id = ? AND (instance_id = ? OR CAST(metadata AS CHAR) LIKE ?) ORDER BY id DESC LIMIT ${NEWEST}`,
    [agentId, instanceId, `%${instanceId}%`],
  );
  return EventRows.parse(rows).map(({ event_type: type, message, created_at: at }) => ({ at, type, message }));
}
