import * as z from 'zod/mini';

import { backendTime, successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const pendingCommandsResponse = z.array(
  z.object({
    /** A UUID, or the number of a row of the older table as text. */
    id: z.string(),
    instance_id: z.nullable(z.string()),
    target_mode: z.nullable(z.string()),
    target_pool_id: z.nullable(z.string()),
    priority: z.nullable(z.number()),
    terminate_wait_seconds: z.nullable(z.number()),
    created_at: z.nullable(backendTime),
  }),
);

/** Highest priority first, then oldest. */
export const pendingCommands = defineEndpoint({
  call: ['GET', '/api/agents/{agentId}/pending-commands'],
  caller: 'agent',
  token: 'required',
  response: pendingCommandsResponse,
});

export const commandExecutedRequest = z.object({
  success: z.optional(z.boolean()),
  message: z.optional(z.string()),
});

export const reportCommandExecuted = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/commands/{commandId}/executed'],
  caller: 'agent',
  token: 'required',
  request: commandExecutedRequest,
  response: successResponse,
});

export const issueSwitchCommandRequest = z.object({
  target_mode: z.string(),
  target_pool_id: z.optional(z.nullable(z.string())),
});

/** Never succeeds on the shipped schema: 400, 403 or 500. */
export const issueSwitchCommand = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/issue-switch-command'],
  caller: 'agent',
  token: 'required',
  request: issueSwitchCommandRequest,
  response: successResponse,
});
