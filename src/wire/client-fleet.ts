import * as z from 'zod/mini';

import { backendTime, databaseFlag } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';
import { replicaCost, replicaPool } from './replicas.ts';

export const clientAgentsResponse = z.array(
  z.object({
    id: z.string(),
    logicalAgentId: z.string(),
    instanceId: z.nullable(z.string()),
    instanceType: z.nullable(z.string()),
    region: z.nullable(z.string()),
    az: z.nullable(z.string()),
    currentMode: z.nullable(z.string()),
    status: z.nullable(z.string()),
    lastHeartbeat: z.nullable(backendTime),
    instanceCount: z.nullable(z.number()),
    enabled: databaseFlag,
    autoSwitchEnabled: databaseFlag,
    manualReplicaEnabled: databaseFlag,
    autoTerminateEnabled: databaseFlag,
    /** Seconds divided by 60 and floored; 30 stands for 0 and NULL too. */
    terminateWaitMinutes: z.number(),
    agentVersion: z.nullable(z.string()),
  }),
);

/** Every agent that is not deleted. An unknown client has none. */
export const clientAgents = defineEndpoint({
  call: ['GET', '/api/client/{clientId}/agents'],
  caller: 'client',
  token: 'open',
  response: clientAgentsResponse,
});

export const clientInstancesQuery = z.object({
  /** `active`: running_primary and running_replica; `terminated`: zombie and terminated; anything else: all. */
  status: z.optional(z.string()),
  mode: z.optional(z.string()),
  search: z.optional(z.string()),
});

export const clientInstancesResponse = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    region: z.string(),
    az: z.string(),
    mode: z.nullable(z.string()),
    /** `n/a` stands for NULL. */
    poolId: z.string(),
    /** 0 stands for NULL too. */
    spotPrice: z.number(),
    onDemandPrice: z.number(),
    isActive: databaseFlag,
    instanceStatus: z.nullable(z.string()),
    isPrimary: databaseFlag,
    lastSwitch: z.nullable(backendTime),
  }),
);

/** Newest first. */
export const clientInstances = defineEndpoint({
  call: ['GET', '/api/client/{clientId}/instances'],
  caller: 'client',
  token: 'open',
  query: clientInstancesQuery,
  response: clientInstancesResponse,
});

export const clientReplicasResponse = z.array(
  z.object({
    agentId: z.string(),
    primary: z.object({
      instanceId: z.nullable(z.string()),
      instanceType: z.nullable(z.string()),
      region: z.nullable(z.string()),
      az: z.nullable(z.string()),
      mode: z.nullable(z.string()),
    }),
    replica: z.object({
      id: z.string(),
      instanceId: z.nullable(z.string()),
      type: z.nullable(z.string()),
      status: z.string(),
      sync_status: z.nullable(z.string()),
      sync_latency_ms: z.nullable(z.number()),
      state_transfer_progress: z.nullable(z.number()),
      pool: z.nullable(replicaPool),
      cost: replicaCost,
      created_by: z.nullable(z.string()),
      created_at: z.nullable(backendTime),
      ready_at: z.nullable(backendTime),
      terminated_at: z.nullable(backendTime),
      is_active: databaseFlag,
    }),
  }),
);

/** Active ones that are neither terminated nor promoted. */
export const clientReplicas = defineEndpoint({
  call: ['GET', '/api/client/{clientId}/replicas'],
  caller: 'client',
  token: 'open',
  response: clientReplicasResponse,
});

export const switchHistoryQuery = z.object({ instance_id: z.optional(z.string()) });

export const switchHistoryResponse = z.array(
  z.object({
    id: z.string(),
    oldInstanceId: z.nullable(z.string()),
    newInstanceId: z.nullable(z.string()),
    /** With no stored time: the moment of the request. */
    timestamp: backendTime,
    fromMode: z.nullable(z.string()),
    toMode: z.nullable(z.string()),
    fromPool: z.string(),
    toPool: z.string(),
    trigger: z.string(),
    price: z.number(),
    savingsImpact: z.number(),
  }),
);

/** At most 100, newest first. */
export const switchHistory = defineEndpoint({
  call: ['GET', '/api/client/{clientId}/switch-history'],
  caller: 'client',
  token: 'open',
  query: switchHistoryQuery,
  response: switchHistoryResponse,
});
