import { z } from 'zod';
import type { TerminationPlanDocument } from '../../views/termination/termination-plan-document.ts';
import {
  client,
  cloudState,
  count,
  leftBehind,
  lifecycle,
  moment,
  optionalFlag,
  optionalMoment,
  optionalText,
  sweepObstacle,
  usd,
} from './values.ts';

const target = z.object({
  id: z.string(),
  region: z.string(),
  az: optionalText,
  why: z.enum(['zombie', 'ghost', 'terminated-replica', 'named']),
  notSweptBecause: sweepObstacle.nullable(),
  standing: z.enum(['primary', 'replica', 'zombie', 'ghost', 'unregistered', 'terminated', 'unknown']),
  action: z.enum(['terminate', 'await-end', 'report']),
  state: cloudState.nullable(),
  instanceType: optionalText,
  lifecycle: lifecycle.nullable(),
  managedBy: optionalText,
  launchTime: optionalMoment,
  agentId: optionalText,
  logicalAgentId: optionalText,
  hourlyCost: usd,
  wastedSince: optionalMoment,
  wastedCost: usd,
  protection: z.enum(['off', 'on', 'unknown']),
  spotRequest: z.object({ id: z.string(), type: z.enum(['one-time', 'persistent', 'unknown']) }).nullable(),
  leftBehind,
});

const leftAlone = z.array(z.object({ id: z.string(), region: z.string(), reason: z.string() }));

export const terminationPlan = z.object({
  account: z.string(),
  client,
  regions: z.array(z.string()),
  madeAt: moment,
  count,
  hourlySaving: usd,
  targets: z.array(target),
  refused: z.array(
    z.object({
      id: z.string(),
      region: optionalText,
      guard: z.string(),
      reason: z.string(),
      liftedBy: optionalText,
      hint: z.string(),
      facts: target.nullable(),
    }),
  ),
  unknown: leftAlone,
  over: leftAlone,
  ignoredOffers: z.array(z.object({ id: z.string(), agent: z.string(), reason: z.string() })),
  unseen: z.array(z.object({ source: z.string(), why: z.string() })),
  ec2CallsAtMost: z.object({ toTerminate: count, eachLook: count }),
  permission: z.array(z.object({ region: z.string(), allowed: optionalFlag, detail: optionalText })).nullable(),
}) satisfies z.ZodType<TerminationPlanDocument>;

export const terminationReport = z.object({
  runId: z.string(),
  account: z.string(),
  targets: z.array(
    z.object({
      id: z.string(),
      region: optionalText,
      outcome: z.enum(['terminated', 'already-gone', 'failed', 'refused', 'unknown', 'pending']),
      previousState: cloudState.nullable(),
      reported: z.boolean(),
      error: z.object({ code: z.string(), message: z.string(), cause: optionalText, hint: z.string() }).nullable(),
      leftBehind,
    }),
  ),
  totals: z.object({
    terminated: count,
    alreadyGone: count,
    failed: count,
    refused: count,
    unknown: count,
    pending: count,
    reported: count,
  }),
  hourlySaving: usd,
});
