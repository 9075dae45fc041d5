import * as z from 'zod/mini';

import { databaseFlag } from './column-values.ts';
import { defineEndpoint } from './endpoint.ts';

/** The backend checks presence only; everything here beyond that protects its columns. */
export const registerInstanceRequest = z.object({
  instance_id: z.string(),
  instance_type: z.string(),
  region: z.string(),
  az: z.string(),
  mode: z.string(),
  pool_id: z.optional(z.nullable(z.string())),
  ami_id: z.optional(z.nullable(z.string())),
  /** True where left out; only a JSON boolean is safe. */
  is_primary: z.optional(z.boolean()),
  spot_price: z.optional(z.number()),
  ondemand_price: z.optional(z.number()),
});

export const registerInstanceResponse = z.object({
  success: z.boolean(),
  message: z.string(),
  instance_id: z.string(),
  /** As it was sent. */
  is_primary: databaseFlag,
});

/** A primary demotes every other primary of the agent before anything else is checked. */
export const registerInstance = defineEndpoint({
  call: ['POST', '/api/agents/{agentId}/register-instance'],
  caller: 'agent',
  token: 'required',
  request: registerInstanceRequest,
  response: registerInstanceResponse,
});
