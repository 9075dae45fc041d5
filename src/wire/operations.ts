import * as z from 'zod/mini';

import { defineEndpoint } from './endpoint.ts';

/** Whether calls should be sent here: 200 while the process serves and reaches its database, else 503. */
export const readiness = defineEndpoint({
  call: ['GET', '/readyz'],
  caller: 'anyone',
  token: 'open',
  response: z.object({ status: z.literal('ready') }),
});

/** OpenMetrics text, not JSON. */
export const metricsDocument = defineEndpoint({
  call: ['GET', '/metrics'],
  caller: 'administrator',
  token: 'required',
  response: z.string(),
});

/** The OpenAPI 3.1 document of what the backend serves. */
export const openApi = defineEndpoint({
  call: ['GET', '/openapi.json'],
  caller: 'anyone',
  token: 'open',
  response: z.record(z.string(), z.unknown()),
});
