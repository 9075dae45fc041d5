import * as z from 'zod/mini';

import { successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

const optionalText = z.optional(z.nullable(z.string()));
const zones = z.optional(z.array(z.string()));

/** `signal_type` says what EC2 announced: a raised risk, or the end within two minutes. */
export const emergencyReplicaRequest = z.object({
  signal_type: z.enum(['rebalance-recommendation', 'termination-notice']),
  instance_id: optionalText,
  termination_time: optionalText,
  preferred_zones: zones,
  exclude_zones: zones,
});

export const emergencyReplicaResponse = z.object({
  success: z.boolean(),
  replica_id: z.string(),
  /** A placeholder such as `emergency-7e900000` until the real id is put in. */
  instance_id: z.string(),
  pool: z.object({ id: z.nullable(z.string()), name: z.nullable(z.string()), az: z.nullable(z.string()) }),
  hourly_cost: z.nullable(z.number()),
  message: z.string(),
  /** `critical` before a termination, else `high`. */
  urgency: z.string(),
});

/** Always 500 on the shipped schema. */
export const createEmergencyReplica = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/create-emergency-replica'],
  caller: 'agent',
  token: 'open',
  request: emergencyReplicaRequest,
  status: 201,
  response: emergencyReplicaResponse,
});

/** What the agent read from its instance: `action` and `time` are EC2's own names. */
export const terminationNoticeRequest = z.object({
  instance_id: optionalText,
  replica_id: optionalText,
  termination_time: optionalText,
  action: optionalText,
  time: optionalText,
  detected_at: optionalText,
});

export const terminationNoticeResponse = z.object({
  success: z.boolean(),
  message: z.string(),
  /** The primary from now on. */
  new_instance_id: z.nullable(z.string()),
  replica_id: z.nullable(z.string()),
  failover_time_ms: z.number(),
  /** `replica_promoted`, or `none` where the instance that ends serves nobody. */
  action: z.string(),
});

/** The Python backend leaves both instances in contradicting states. */
export const reportTerminationNotice = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/termination-imminent'],
  caller: 'agent',
  token: 'open',
  request: terminationNoticeRequest,
  response: terminationNoticeResponse,
});

export const rebalanceRequest = z.object({ instance_id: optionalText, detected_at: optionalText });

export const rebalanceResponse = z.object({
  success: z.boolean(),
  /** `switch` or `monitor`. */
  action: z.string(),
  /** 0 to 1: the interruptions of the agent's pool within thirty days. */
  risk_score: z.number(),
  reason: z.string(),
  /** These three only with `switch`. */
  target_mode: z.optional(z.string()),
  target_pool_id: z.optional(z.string()),
  target_pool_name: z.optional(z.nullable(z.string())),
});

export const reportRebalance = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/rebalance-recommendation'],
  caller: 'agent',
  token: 'required',
  request: rebalanceRequest,
  response: rebalanceResponse,
});

export const agentEndRequest = z.object({ reason: optionalText });

/** An agent's last words: it goes offline, its instance stays what it is. */
export const reportAgentEnd = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/termination'],
  caller: 'agent',
  token: 'required',
  request: agentEndRequest,
  response: successResponse,
});
