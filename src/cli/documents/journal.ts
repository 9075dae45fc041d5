import { z } from 'zod';
import type { RunSummary } from '../../domain/journal/summarize-run.ts';
import { terminationReport } from './termination.ts';
import { count, moment, optionalMoment, optionalText } from './values.ts';

const run = z.object({
  runId: z.string(),
  startedAt: optionalMoment,
  status: z.enum(['running', 'open', 'closed']),
  clientId: optionalText,
  clientName: optionalText,
  account: optionalText,
  backendUrl: optionalText,
  confirmed: count,
  gone: count,
  reported: count,
  left: z.object({ look: count, await: count, report: count, confirm: count }),
  by: z.object({ pid: count, host: z.string() }).nullable(),
}) satisfies z.ZodType<RunSummary>;

export const journalList = z.object({ items: z.array(run) });

export const journalRun = run.extend({
  report: terminationReport,
  events: z.array(z.object({ at: moment, instanceId: z.string(), text: z.string() })),
});

export const journalResume = z.object({ reports: z.array(terminationReport) });
