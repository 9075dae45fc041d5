import * as z from 'zod/mini';

import { successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

export const agentSwitchesRequest = z.object({
  terminateWaitMinutes: z.optional(z.number()),
  terminate_wait_minutes: z.optional(z.number()),
  autoTerminateEnabled: z.optional(z.boolean()),
  autoSwitchEnabled: z.optional(z.boolean()),
  manualReplicaEnabled: z.optional(z.boolean()),
});

/** An echo of the request or of the old value, and not always what was stored. */
export const agentSwitchesResponse = z.object({
  success: z.boolean(),
  auto_switch_enabled: z.boolean(),
  manual_replica_enabled: z.boolean(),
});

export const setAgentSwitches = defineEndpoint({
  call: ['POST', '/api/client/agents/{agentId}/config'],
  caller: 'client',
  token: 'open',
  request: agentSwitchesRequest,
  response: agentSwitchesResponse,
});

export const agentSettingsRequest = z.object({
  auto_switch_enabled: z.optional(z.boolean()),
  auto_terminate_enabled: z.optional(z.boolean()),
  replica_enabled: z.optional(z.boolean()),
  replica_count: z.optional(z.number()),
});

export const setAgentSettings = defineEndpoint({
  call: ['POST', '/api/client/agents/{agentId}/settings'],
  caller: 'client',
  token: 'open',
  request: agentSettingsRequest,
  response: successResponse,
});

export const toggleAgentRequest = z.object({ enabled: z.boolean() });

export const toggleAgent = defineEndpoint({
  call: ['POST', '/api/client/agents/{agentId}/toggle-enabled'],
  caller: 'client',
  token: 'open',
  request: toggleAgentRequest,
  response: successResponse,
});

export const deleteAgentResponse = z.object({ success: z.boolean(), message: z.string(), agent_id: z.string() });

/** Marks the agent as deleted; its rows stay. */
export const deleteAgent = defineEndpoint({
  call: ['DELETE', '/api/client/agents/{agentId}'],
  caller: 'client',
  token: 'open',
  response: deleteAgentResponse,
});

export const forceSwitchRequest = z.object({
  target: z.enum(['ondemand', 'pool', 'spot']),
  pool_id: z.optional(z.string()),
  new_instance_type: z.optional(z.string()),
});

export const forceSwitchResponse = z.object({ success: z.boolean(), command_id: z.string(), message: z.string() });

export const forceSwitch = defineEndpoint({
  call: ['POST', '/api/client/instances/{instanceId}/force-switch'],
  caller: 'client',
  token: 'open',
  request: forceSwitchRequest,
  response: forceSwitchResponse,
});
