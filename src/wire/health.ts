import * as z from 'zod/mini';

import { backendTime } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const healthResponse = z.object({
  status: z.string(),
  database: z.string(),
  decision_engine_loaded: z.optional(z.boolean()),
  timestamp: backendTime,
});

/** 500 of `GET /health`. */
export const unhealthyResponse = z.object({ status: z.literal('unhealthy'), error: z.string() });

/** Looks at the connection, never at the schema: green during a missing migration. */
export const health = defineEndpoint({
  call: ['GET', '/health'],
  caller: 'anyone',
  token: 'open',
  response: healthResponse,
});

export const systemHealthResponse = z.object({
  apiStatus: z.string(),
  /** `Connected` or `Disconnected`; `apiStatus` stays Healthy either way. */
  database: z.string(),
  decisionEngine: z.string(),
  connectionPool: z.string(),
  timestamp: backendTime,
  modelStatus: z.optional(z.unknown()),
  decisionEngineStatus: z.optional(z.unknown()),
});

export const systemHealth = defineEndpoint({
  call: ['GET', '/api/admin/system-health'],
  caller: 'administrator',
  token: 'open',
  response: systemHealthResponse,
});
