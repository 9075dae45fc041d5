import * as z from 'zod/mini';

import { backendTime } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const validateTokenResponse = z.object({
  valid: z.literal(true),
  client_id: z.string(),
  name: z.string(),
  email: z.string(),
});

/** Tells whose token it is. The only client call that asks for one; it wants the header, never a body. */
export const validateToken = defineEndpoint({
  call: ['GET', '/api/client/validate'],
  caller: 'client',
  token: 'required',
  response: validateTokenResponse,
});

export const clientSummaryResponse = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  agentsOnline: z.number(),
  agentsTotal: z.number(),
  instances: z.number(),
  totalSavings: z.number(),
  totalDowntimeSeconds: z.number(),
  totalSwitches: z.number(),
  averageDowntimeSeconds: z.number(),
  lastSync: z.nullable(backendTime),
});

export const clientSummary = defineEndpoint({
  call: ['GET', '/api/client/{clientId}'],
  caller: 'client',
  token: 'open',
  response: clientSummaryResponse,
});
