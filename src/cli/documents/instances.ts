import { z } from 'zod';
import type { AgentItem } from '../../views/lists/agent-list.ts';
import type { InstanceItem } from '../../views/lists/instance-item.ts';
import {
  cloudState,
  instanceStatus,
  lifecycle,
  optionalCount,
  optionalFlag,
  optionalMoment,
  optionalText,
  purchaseMode,
  sweepObstacle,
  usd,
} from './values.ts';

const tags = z.record(z.string(), z.string());

const instanceItem = z.object({
  id: z.string(),
  clientId: optionalText,
  agentId: optionalText,
  logicalAgentId: optionalText,
  status: instanceStatus.nullable(),
  isPrimary: optionalFlag,
  isActive: optionalFlag,
  instanceType: optionalText,
  region: z.string(),
  az: optionalText,
  mode: purchaseMode.nullable(),
  poolId: optionalText,
  spotPrice: usd,
  onDemandPrice: usd,
  terminationAttemptedAt: optionalMoment,
  terminationConfirmed: optionalFlag,
  aws: z
    .object({
      state: z.enum([...cloudState.options, 'absent']),
      instanceType: optionalText,
      az: optionalText,
      lifecycle: lifecycle.nullable(),
      launchTime: optionalMoment,
      tags,
      spotRequestId: optionalText,
      protected: optionalFlag,
    })
    .nullable(),
  hourlyCost: usd,
  wastedSince: optionalMoment,
  wastedCost: usd,
  findings: z.array(z.string()),
}) satisfies z.ZodType<InstanceItem>;

/** `zombies` alone tells the two last fields. */
const listedInstance = instanceItem.extend({ waitEndsAt: optionalMoment.optional(), notSweptBecause: sweepObstacle.nullable().optional() });

export const instanceList = z.object({ items: z.array(listedInstance) });

export const agentList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      logicalAgentId: z.string(),
      clientId: optionalText,
      status: z.string(),
      instanceId: optionalText,
      region: optionalText,
      lastHeartbeat: optionalMoment,
      autoTerminateEnabled: optionalFlag,
      terminateWaitSeconds: optionalCount,
      findings: z.array(z.string()),
    }) satisfies z.ZodType<AgentItem>,
  ),
});

const word = z.enum(['present', 'absent', 'foreign', 'unseen', 'not-configured']);
const ending = { terminatedAt: optionalMoment, terminationAttemptedAt: optionalMoment, terminationConfirmed: optionalFlag };
const attachments = z.array(z.object({ id: z.string(), deletedOnTermination: z.boolean() }));

const row = z.object({
  status: instanceStatus,
  isPrimary: optionalFlag,
  isActive: optionalFlag,
  clientId: optionalText,
  agentId: optionalText,
  instanceType: optionalText,
  region: optionalText,
  az: optionalText,
  imageId: optionalText,
  mode: purchaseMode,
  poolId: optionalText,
  spotPrice: usd,
  onDemandPrice: usd,
  installedAt: optionalMoment,
  lastSwitchAt: optionalMoment,
  updatedAt: optionalMoment,
  zombieSince: optionalMoment,
  ...ending,
});

const replica = z.object({
  id: z.string(),
  agentId: z.string(),
  status: z.enum(['launching', 'syncing', 'ready', 'promoted', 'terminated', 'failed', 'unknown']),
  isActive: optionalFlag,
  region: optionalText,
  ...ending,
});

const machine = z.object({
  state: cloudState,
  stateReason: z.object({ code: z.string(), message: z.string() }).nullable(),
  transitionedAt: optionalMoment,
  instanceType: optionalText,
  region: z.string(),
  az: optionalText,
  lifecycle,
  imageId: optionalText,
  spotRequestId: optionalText,
  launchTime: optionalMoment,
  tags,
  isServiceManaged: z.boolean(),
  volumes: attachments,
  networkInterfaces: attachments,
  elasticAddresses: z.array(z.string()),
});

const book = z.object({ word, why: optionalText, row: row.nullable(), replicas: z.array(replica) });

export const instanceDocument = instanceItem.extend({
  region: optionalText,
  sources: z.object({ backend: book, database: book, aws: z.object({ word, why: optionalText, instance: machine.nullable() }) }),
  timeline: z.array(z.object({ at: optionalMoment, source: z.enum(['backend', 'database', 'aws', 'journal']), text: z.string() })),
});
