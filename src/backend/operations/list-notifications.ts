import { markAllNotificationsRead, markNotificationRead, notifications } from '../../wire/notifications.ts';
import { refusal } from '../http/refusal.ts';
import type { Principal } from '../http/principal.ts';
import { principalRoute, type Route } from '../http/route.ts';
import { sentTime } from '../store/stored-time.ts';

const MOST = 200;

/** Newest first: a client's own, or for an administrator everybody's or those of the client asked for. */
export const notificationsRoute: Route = principalRoute(notifications, async ({ store, principal, query }) => {
  const limit = query.limit ?? '10';
  if (!/^\d{1,6}$/.test(limit)) throw refusal(400, 'limit is a whole number, 0 or more');
  const clientId = clientOf(principal, query.client_id);
  const rows = await store
    .selectFrom('notifications')
    .select(['id', 'message', 'severity', 'is_read', 'created_at'])
    .$if(clientId !== undefined, (wanted) => wanted.where('client_id', '=', clientId ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(Math.min(MOST, Number(limit)))
    .execute();
  return rows.map(({ id, message, severity, is_read, created_at }) => ({
    id,
    message,
    severity,
    isRead: is_read,
    time: sentTime(created_at),
  }));
});

export const markReadRoute: Route = principalRoute(markNotificationRead, async ({ store, principal, params }) => {
  const clientId = clientOf(principal, undefined);
  await store
    .updateTable('notifications')
    .set({ is_read: 1 })
    .where('id', '=', params['notificationId'] ?? '')
    .$if(clientId !== undefined, (wanted) => wanted.where('client_id', '=', clientId ?? ''))
    .execute();
  return { success: true };
});

export const markAllReadRoute: Route = principalRoute(markAllNotificationsRead, async ({ store, principal, body }) => {
  const clientId = clientOf(principal, body.client_id);
  await store
    .updateTable('notifications')
    .set({ is_read: 1 })
    .$if(clientId !== undefined, (wanted) => wanted.where('client_id', '=', clientId ?? ''))
    .execute();
  return { success: true };
});

/** A client's token reaches its own only, whatever client the call names. */
function clientOf(principal: Principal, asked: string | undefined): string | undefined {
  return principal.kind === 'client' ? principal.client.id : asked;
}
