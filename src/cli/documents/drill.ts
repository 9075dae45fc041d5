import { z } from 'zod';
import type { DrillCleanup, DrillReport } from '../../domain/drill/drill-report.ts';
import { client, moment, optionalFlag, optionalMoment, optionalText } from './values.ts';

const agent = z.object({ id: z.string(), logicalAgentId: z.string() });

const step = z.object({
  step: z.enum(['prepare', 'issue', 'launch', 'promote', 'close', 'wait', 'terminate', 'confirm']),
  title: z.string(),
  outcome: z.enum(['proven', 'unproven', 'failed', 'expired', 'interrupted', 'not-reached']),
  limitSeconds: z.number(),
  startedAt: optionalMoment,
  endedAt: optionalMoment,
  proof: z.object({ backend: optionalText, database: optionalText, aws: optionalText }),
  detail: optionalText,
  lookAt: z.array(z.string()),
});

const sweep = z.object({ autoTerminateEnabled: optionalFlag, terminateWaitSeconds: z.int().nullable() });

const cleanedUp = z.object({
  what: z.enum(['settings', 'command', 'replacement', 'old-instance']),
  subject: z.string(),
  outcome: z.enum(['done', 'kept', 'left', 'failed']),
  detail: z.string(),
  next: optionalText,
});

export const drillReport = z.object({
  outcome: z.enum(['planned', 'passed', 'failed', 'expired', 'incomplete', 'interrupted']),
  client,
  account: z.string(),
  region: z.string(),
  agent,
  target: z.object({ mode: z.enum(['spot', 'ondemand']), poolId: optionalText }),
  settings: sweep,
  changes: sweep,
  oldInstanceId: z.string(),
  replacementId: optionalText,
  commandId: optionalText,
  startedAt: moment,
  endedAt: moment,
  steps: z.array(step),
  cleanup: z.array(cleanedUp),
  notes: z.array(z.string()),
}) satisfies z.ZodType<DrillReport>;

export const drillCleanup = z.object({
  agent: agent.nullable(),
  startedAt: optionalMoment,
  cleanup: z.array(cleanedUp),
}) satisfies z.ZodType<DrillCleanup>;
