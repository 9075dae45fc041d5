import * as z from 'zod/mini';

import { successResponse } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

const optionalText = z.optional(z.nullable(z.string()));
const optionalNumber = z.optional(z.nullable(z.number()));

const reportedInstance = z.object({
  instance_id: optionalText,
  instance_type: optionalText,
  region: optionalText,
  az: optionalText,
  mode: optionalText,
  pool_id: optionalText,
  ami_id: optionalText,
});

/** All optional to the parser; a new instance without id, type, region and zone fails later. */
export const switchReportRequest = z.object({
  old_instance: z.optional(reportedInstance),
  new_instance: z.optional(reportedInstance),
  timing: z.optional(
    z.object({
      initiated_at: optionalText,
      ami_created_at: optionalText,
      instance_launched_at: optionalText,
      instance_ready_at: optionalText,
      old_terminated_at: optionalText,
    }),
  ),
  pricing: z.optional(z.object({ on_demand: optionalNumber, old_spot: optionalNumber, new_spot: optionalNumber })),
  trigger: optionalText,
  command_id: optionalText,
});

export const reportSwitch = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/switch-report'],
  caller: 'agent',
  token: 'required',
  request: switchReportRequest,
  response: successResponse,
});

const pooledPrice = z.object({ pool_id: z.string(), price: z.number() });

export const pricingReportRequest = z.object({
  instance: z.optional(reportedInstance),
  pricing: z.optional(
    z.object({
      on_demand_price: optionalNumber,
      current_spot_price: optionalNumber,
      cheapest_pool: z.optional(z.nullable(pooledPrice)),
      spot_pools: z.optional(z.array(z.extend(pooledPrice, { az: z.string() }))),
      collected_at: optionalText,
    }),
  ),
});

export const reportPricing = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/pricing-report'],
  caller: 'agent',
  token: 'required',
  request: pricingReportRequest,
  response: successResponse,
});

const failures = z.optional(z.array(z.unknown()));
const deletedIds = z.optional(z.array(z.string()));

export const cleanupReportRequest = z.object({
  timestamp: optionalText,
  snapshots: z.optional(z.object({ deleted: deletedIds, failed: failures, cutoff_date: optionalText })),
  amis: z.optional(z.object({ deleted_amis: deletedIds, failed: failures })),
});

export const cleanupReportResponse = z.object({
  success: z.boolean(),
  message: z.string(),
  deleted_snapshots: z.number(),
  deleted_amis: z.number(),
  failed_count: z.number(),
});

export const reportCleanup = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/cleanup-report'],
  caller: 'agent',
  token: 'required',
  request: cleanupReportRequest,
  response: cleanupReportResponse,
});
