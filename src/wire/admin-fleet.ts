import * as z from 'zod/mini';

import { backendTime, databaseFlag } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

/** Rows after which the administration's lists stop without a word. */
export const ADMIN_LIST_LIMIT = 500;

export const adminInstancesQuery = z.object({
  status: z.optional(z.string()),
  mode: z.optional(z.string()),
  region: z.optional(z.string()),
});

export const adminInstancesResponse = z.object({
  instances: z.array(
    z.object({
      id: z.string(),
      instanceId: z.string(),
      clientId: z.string(),
      clientName: z.nullable(z.string()),
      agentId: z.nullable(z.string()),
      region: z.nullable(z.string()),
      az: z.nullable(z.string()),
      instanceType: z.nullable(z.string()),
      currentMode: z.nullable(z.string()),
      currentPoolId: z.nullable(z.string()),
      spotPrice: z.nullable(z.number()),
      ondemandPrice: z.nullable(z.number()),
      isActive: databaseFlag,
      installedAt: z.nullable(backendTime),
      createdAt: z.nullable(backendTime),
      /** This one and the next only where an agent points at the instance. */
      logicalAgentId: z.nullable(z.string()),
      agentStatus: z.nullable(z.string()),
    }),
  ),
  total: z.number(),
  filters: z.object({
    status: z.nullable(z.string()),
    mode: z.nullable(z.string()),
    region: z.nullable(z.string()),
  }),
});

export const adminInstances = defineEndpoint({
  call: ['GET', '/api/admin/instances'],
  caller: 'administrator',
  token: 'open',
  query: adminInstancesQuery,
  response: adminInstancesResponse,
});

export const adminAgentsQuery = z.object({ status: z.optional(z.string()) });

export const adminAgentsResponse = z.object({
  agents: z.array(
    z.object({
      id: z.string(),
      logicalAgentId: z.string(),
      hostname: z.nullable(z.string()),
      clientId: z.string(),
      clientName: z.nullable(z.string()),
      instanceId: z.nullable(z.string()),
      instanceType: z.nullable(z.string()),
      region: z.nullable(z.string()),
      az: z.nullable(z.string()),
      currentMode: z.nullable(z.string()),
      currentPoolId: z.nullable(z.string()),
      status: z.nullable(z.string()),
      enabled: databaseFlag,
      autoSwitchEnabled: databaseFlag,
      version: z.nullable(z.string()),
      lastHeartbeatAt: z.nullable(backendTime),
      createdAt: z.nullable(backendTime),
    }),
  ),
  total: z.number(),
  filters: z.object({ status: z.nullable(z.string()) }),
});

/** Deleted agents included. */
export const adminAgents = defineEndpoint({
  call: ['GET', '/api/admin/agents'],
  caller: 'administrator',
  token: 'open',
  query: adminAgentsQuery,
  response: adminAgentsResponse,
});

/** Always 500 on the shipped schema, so no shape of its success is known. */
export const agentsHealthSummary = defineEndpoint({
  call: ['GET', '/api/admin/agents/health-summary'],
  caller: 'administrator',
  token: 'open',
  response: z.unknown(),
});

export const adminActivityResponse = z.array(
  z.object({ id: z.number(), type: z.string(), text: z.string(), time: z.nullable(backendTime) }),
);

/** At most 50 entries. */
export const adminActivity = defineEndpoint({
  call: ['GET', '/api/admin/activity'],
  caller: 'administrator',
  token: 'open',
  response: adminActivityResponse,
});
