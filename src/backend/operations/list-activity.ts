import { adminActivity, agentsHealthSummary } from '../../wire/admin-fleet.ts';
import { administratorRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

const LIMIT = 50;

/** What happened last, newest first. */
export const adminActivityRoute: Route = administratorRoute(adminActivity, async ({ store }) => {
  const events = await store
    .selectFrom('system_events')
    .select(['event_type', 'message', 'created_at'])
    .where('severity', 'in', ['info', 'warning'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(LIMIT)
    .execute();
  return events.map((event, position) => ({
    id: position + 1,
    type: typeOf(event.event_type),
    text: event.message ?? event.event_type,
    time: sentTime(event.created_at),
  }));
});

function typeOf(eventType: string): string {
  if (eventType.startsWith('switch')) return 'switch';
  return eventType.startsWith('agent') ? 'agent' : 'event';
}

/** Agents by status. The Python backend never answered this call, so no shape is known. */
export const healthSummaryRoute: Route = administratorRoute(agentsHealthSummary, async ({ store }) => {
  const counted = await store
    .selectFrom('agents')
    .select(({ fn }) => ['status', fn.countAll<number>().as('agents')])
    .groupBy('status')
    .execute();
  return Object.fromEntries(counted.map(({ status, agents }) => [status ?? 'unknown', agents]));
});
