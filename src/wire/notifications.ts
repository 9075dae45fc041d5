import * as z from 'zod/mini';

import { backendTime, databaseFlag, successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const notificationsQuery = z.object({
  client_id: z.optional(z.string()),
  /** A whole number, 10 where left out. */
  limit: z.optional(z.string()),
});

export const notificationsResponse = z.array(
  z.object({
    id: z.string(),
    message: z.string(),
    severity: z.nullable(z.string()),
    isRead: databaseFlag,
    time: z.nullable(backendTime),
  }),
);

export const notifications = defineEndpoint({
  call: ['GET', '/api/notifications'],
  caller: 'client',
  token: 'open',
  query: notificationsQuery,
  response: notificationsResponse,
});

export const markNotificationRead = defineEndpoint({
  call: ['POST', '/api/notifications/{notificationId}/mark-read'],
  caller: 'client',
  token: 'open',
  response: successResponse,
});

export const markAllReadRequest = z.object({ client_id: z.optional(z.string()) });

export const markAllNotificationsRead = defineEndpoint({
  call: ['POST', '/api/notifications/mark-all-read'],
  caller: 'client',
  token: 'open',
  request: markAllReadRequest,
  response: successResponse,
});
