import { z } from 'zod';
import type { Registration } from '../../usecases/register-instance.ts';
import { terminationReport } from './termination.ts';
import {
  cloudState,
  count,
  instanceStatus,
  optionalCount,
  optionalFlag,
  optionalMoment,
  optionalText,
  purchaseMode,
  usd,
} from './values.ts';

const failure = z.object({ code: z.string(), message: z.string(), hint: z.string() });

const registered = z.object({
  request: z.object({
    instanceId: z.string(),
    instanceType: z.string(),
    region: z.string(),
    az: z.string(),
    mode: purchaseMode,
    poolId: optionalText,
    imageId: optionalText,
    isPrimary: z.boolean(),
    spotPriceUsdPerHour: usd,
    onDemandPriceUsdPerHour: usd,
  }),
  agent: z.object({ id: z.string(), logicalAgentId: z.string() }),
  demoted: z.array(
    z.object({
      id: z.string(),
      previousStatus: instanceStatus,
      status: instanceStatus,
      isActive: optionalFlag,
      sweep: z.enum(['after-its-wait', 'never', 'unknown']),
      because: optionalText,
      waitSeconds: optionalCount,
      notBefore: optionalMoment,
    }),
  ),
  verified: z.boolean(),
  primaries: z.array(z.string()).nullable(),
  warnings: z.array(z.string()),
  next: optionalText,
}) satisfies z.ZodType<Registration>;

/** There where nothing was sent. */
const dryRun = z.literal(true).optional();
/** There with --terminate-demoted. */
const end = { termination: terminationReport.nullable().optional(), terminationError: failure.nullable().optional() };

export const registration = registered.extend({ dryRun, ...end });

const discovered = z.object({
  id: z.string(),
  region: z.string(),
  az: optionalText,
  instanceType: optionalText,
  mode: z.enum(['spot', 'ondemand']),
  state: cloudState,
  launchedAt: optionalMoment,
  ageSeconds: z.number().nullable(),
  hourlyCost: usd,
  logicalAgentId: z.string(),
  servedBy: optionalText,
});

export const registrationList = z.object({
  items: z.array(
    z.object({
      instanceId: z.string(),
      outcome: z.string(),
      registration: registered.extend({ dryRun }).nullable(),
      error: failure.extend({ primaries: z.array(z.string()).nullable().optional() }).nullable(),
    }),
  ),
  totals: z.object({
    instances: count,
    /** Of a rehearsal: what would be registered. */
    planned: count,
    registered: count,
    alreadyRegistered: count,
    unverified: count,
    failed: count,
    refused: count,
    notSent: count,
  }),
  discovered: z.array(discovered).optional(),
  dryRun,
  ...end,
});
