import * as z from 'zod/mini';

import { backendTime, databaseFlag } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

/** Every field is null once the pool is gone. */
export const replicaPool = z.object({
  id: z.nullable(z.string()),
  name: z.nullable(z.string()),
  instance_type: z.nullable(z.string()),
  region: z.nullable(z.string()),
  az: z.nullable(z.string()),
});

export const replicaCost = z.object({ hourly: z.nullable(z.number()), total: z.nullable(z.number()) });

export const replicaConfigResponse = z.object({ enabled: databaseFlag, count: z.nullable(z.number()) });

export const replicaConfig = defineEndpoint({
  call: ['GET', '/api/agents/{agentId}/replica-config'],
  caller: 'agent',
  token: 'required',
  response: replicaConfigResponse,
});

export const agentReplicasQuery = z.object({
  status: z.optional(z.string()),
  /** Only `true` counts; without it inactive rows are left out. */
  include_terminated: z.optional(z.string()),
});

export const agentReplicasResponse = z.object({
  replicas: z.array(
    z.object({
      id: z.string(),
      instance_id: z.string(),
      type: z.string(),
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
      age_seconds: z.nullable(z.number()),
      is_active: databaseFlag,
      tags: z.unknown(),
    }),
  ),
  total: z.number(),
});

export const agentReplicas = defineEndpoint({
  call: ['GET', '/api/agents/{agentId}/replicas'],
  caller: 'agent',
  token: 'open',
  query: agentReplicasQuery,
  response: agentReplicasResponse,
});

export const createReplicaRequest = z.object({
  pool_id: z.optional(z.string()),
  created_by: z.optional(z.string()),
  tags: z.optional(z.record(z.string(), z.unknown())),
  exclude_zones: z.optional(z.array(z.string())),
  max_hourly_cost: z.optional(z.number()),
});

export const createReplicaResponse = z.object({
  success: z.boolean(),
  replica_id: z.string(),
  /** A placeholder such as `replica-7e900000` until the real id is put in. */
  instance_id: z.string(),
  pool: replicaPool,
  hourly_cost: z.nullable(z.number()),
  status: z.string(),
  message: z.string(),
});

export const createReplica = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/replicas'],
  caller: 'client',
  token: 'open',
  request: createReplicaRequest,
  status: 201,
  response: createReplicaResponse,
});

export const updateReplicaRequest = z.object({ instance_id: z.string(), status: z.optional(z.string()) });

export const updateReplicaResponse = z.object({
  success: z.boolean(),
  replica_id: z.string(),
  instance_id: z.string(),
  status: z.string(),
});

export const updateReplica = defineEndpoint({
  call: ['PUT', '/api/agents/{agentId}/replicas/{replicaId}'],
  caller: 'agent',
  token: 'open',
  request: updateReplicaRequest,
  response: updateReplicaResponse,
});

export const replicaStatusRequest = z.object({
  status: z.enum(['launching', 'syncing', 'ready', 'failed', 'terminated']),
  sync_started_at: z.optional(z.nullable(z.string())),
  sync_completed_at: z.optional(z.nullable(z.string())),
  error_message: z.optional(z.nullable(z.string())),
});

export const replicaStatusResponse = z.object({ success: z.boolean(), replica_id: z.string(), status: z.string() });

export const setReplicaStatus = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/replicas/{replicaId}/status'],
  caller: 'agent',
  token: 'open',
  request: replicaStatusRequest,
  response: replicaStatusResponse,
});

export const promoteReplicaRequest = z.object({
  demote_old_primary: z.optional(z.boolean()),
  wait_for_sync: z.optional(z.boolean()),
});

export const promoteReplicaResponse = z.object({
  success: z.boolean(),
  message: z.string(),
  new_instance_id: z.string(),
  old_instance_id: z.nullable(z.string()),
  demoted: z.boolean(),
  switch_time: backendTime,
});

export const promoteReplica = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/replicas/{replicaId}/promote'],
  caller: 'client',
  token: 'open',
  request: promoteReplicaRequest,
  response: promoteReplicaResponse,
});

export const deleteReplicaResponse = z.object({
  success: z.boolean(),
  message: z.string(),
  replica_id: z.string(),
  terminated_at: backendTime,
});

export const deleteReplica = defineEndpoint({
  call: ['DELETE', '/api/agents/{agentId}/replicas/{replicaId}'],
  caller: 'client',
  token: 'open',
  response: deleteReplicaResponse,
});
