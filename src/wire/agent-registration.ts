import * as z from 'zod/mini';

import { databaseFlag, successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

const agentConfigFields = {
  enabled: databaseFlag,
  auto_switch_enabled: databaseFlag,
  auto_terminate_enabled: databaseFlag,
  terminate_wait_seconds: z.nullable(z.number()),
  replica_enabled: databaseFlag,
  replica_count: z.nullable(z.number()),
  min_savings_percent: z.nullable(z.number()),
  risk_threshold: z.nullable(z.number()),
  max_switches_per_week: z.nullable(z.number()),
  min_pool_duration_hours: z.nullable(z.number()),
};

const textUpTo = (characters: number) => z.string().check(z.maxLength(characters));

/** Unknown fields and nulls are refused; the token is wanted here even when the header carries it. */
export const registerAgentRequest = z.strictObject({
  client_token: z.string(),
  logical_agent_id: textUpTo(255),
  instance_id: z.string(),
  region: z.string(),
  az: z.string(),
  instance_type: textUpTo(64),
  mode: z.optional(z.enum(['spot', 'ondemand', 'unknown'])),
  hostname: z.optional(textUpTo(255)),
  ami_id: z.optional(z.string()),
  agent_version: z.optional(textUpTo(32)),
  private_ip: z.optional(textUpTo(45)),
  public_ip: z.optional(textUpTo(45)),
});

export const registerAgentResponse = z.object({
  agent_id: z.string(),
  client_id: z.string(),
  /** Present when nothing was written because the instance is not a primary; every flag is false then. */
  message: z.optional(z.string()),
  config: z.object(agentConfigFields),
});

export const registerAgent = defineEndpoint({
  call: ['POST', '/api/agents/register'],
  caller: 'agent',
  token: 'required',
  request: registerAgentRequest,
  response: registerAgentResponse,
});

export const heartbeatRequest = z.object({
  status: z.optional(z.nullable(z.string())),
  instance_id: z.optional(z.string()),
  instance_type: z.optional(z.string()),
  mode: z.optional(z.string()),
  az: z.optional(z.string()),
});

export const heartbeat = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/heartbeat'],
  caller: 'agent',
  token: 'required',
  request: heartbeatRequest,
  response: successResponse,
});

export const agentConfigResponse = z.object({ ...agentConfigFields, manual_replica_enabled: databaseFlag });

export const agentConfig = defineEndpoint({
  call: ['GET', '/api/agents/{agentId}/config'],
  caller: 'agent',
  token: 'required',
  response: agentConfigResponse,
});
