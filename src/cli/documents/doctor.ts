import { z } from 'zod';
import type { DoctorReport } from '../../views/doctor/doctor-report.ts';
import { category, count, moment, optionalCount, optionalText, severity, usd } from './values.ts';

const source = z.object({ status: z.enum(['seen', 'partial', 'unseen', 'not-configured']), detail: optionalText });

const finding = z.object({
  code: z.string(),
  severity,
  title: z.string(),
  subject: z.object({
    type: z.enum(['instance', 'agent', 'client', 'endpoint', 'column', 'index', 'table', 'source', 'region', 'account', 'log']),
    id: z.string(),
  }),
  evidence: z.object({ backend: optionalText, database: optionalText, aws: optionalText }),
  hourlyCost: usd,
  remedy: z.object({ text: z.string(), command: optionalText }),
});

export const doctorReport = z.object({
  generatedAt: moment,
  durationMs: z.number(),
  status: z.enum(['healthy', 'problems', 'incomplete']),
  sources: z.object({ backend: source, database: source, aws: source }),
  checks: z.array(
    z.object({
      id: z.string(),
      category,
      title: z.string(),
      status: z.enum(['ok', 'warning', 'error', 'skipped', 'unknown']),
      detail: optionalText,
      durationMs: z.number(),
    }),
  ),
  findings: z.array(finding),
  fleet: z.object({
    instances: optionalCount,
    primaries: optionalCount,
    replicas: optionalCount,
    zombies: optionalCount,
    ghosts: optionalCount,
    unregistered: optionalCount,
    hourlyWaste: usd,
  }),
  suppressed: z.array(finding.extend({ reason: z.string(), until: z.string() })),
}) satisfies z.ZodType<DoctorReport>;

export const findingList = z.object({
  items: z.array(z.object({ code: z.string(), category, severity, title: z.string() })),
});

export const explanation = z.object({
  code: z.string(),
  type: z.enum(['finding', 'error']),
  title: z.string(),
  severity: severity.nullable(),
  meaning: z.string(),
  cause: optionalText,
  evidence: optionalText,
  remedy: z.string(),
  related: z.array(z.string()),
  asks: z.array(z.enum(['backend', 'database', 'aws', 'logs'])).nullable(),
  exit: z.enum(['done', 'problems', 'usage', 'partial', 'denied', 'timeout', 'refused', 'interrupted']).nullable(),
});

export const explanationList = z.object({ items: z.array(explanation) });

export const errorDocument = z.object({
  error: z.object({ code: z.string(), message: z.string(), cause: optionalText, hint: z.string(), exitCode: count }),
});
