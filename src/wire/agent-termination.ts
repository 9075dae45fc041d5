import * as z from 'zod/mini';

import { databaseFlag, successMessageResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

const offeredInstance = z.object({
  instance_id: z.string(),
  instance_type: z.nullable(z.string()),
  az: z.nullable(z.string()),
  /** `zombie_timeout` or `replica_terminated`. */
  reason: z.string(),
  /** With `zombie_timeout`. */
  seconds_waiting: z.optional(z.nullable(z.number())),
  /** With `replica_terminated`. */
  seconds_since_marked: z.optional(z.nullable(z.number())),
});

export const instancesToTerminateResponse = z.object({
  auto_terminate_enabled: databaseFlag,
  /** The column as it is: 0 and null mean 300. */
  terminate_wait_seconds: z.nullable(z.number()),
  instances: z.array(offeredInstance),
});

/** A header with which a caller says that it only looks: what it is shown stays on offer. The Python backend claims nothing anyway. */
export const LOOKS_ONLY = { name: 'x-spotctl-offers', value: 'look' } as const;

/** What the sweep tells an agent to terminate. The Python backend claims nothing: asked twice it offers twice. */
export const instancesToTerminate = defineEndpoint({
  call: ['GET', '/api/agents/{agentId}/instances-to-terminate'],
  caller: 'agent',
  token: 'required',
  response: instancesToTerminateResponse,
});

export const terminationReportRequest = z.object({
  instance_id: z.string(),
  success: z.optional(z.boolean()),
  error: z.optional(z.nullable(z.string())),
  /** Without zone to be safe: `Z` is refused by both database servers, an offset by one of them. */
  terminated_at: z.optional(z.nullable(z.string())),
});

/** Believes whatever it is told, of any id. */
export const reportTermination = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/termination-report'],
  caller: 'agent',
  token: 'required',
  request: terminationReportRequest,
  response: successMessageResponse,
});
