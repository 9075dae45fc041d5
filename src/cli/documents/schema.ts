import { z } from 'zod';
import { moment, optionalCount, optionalText } from './values.ts';

const server = z.object({
  flavour: z.enum(['sqlite', 'mysql', 'mariadb']),
  version: z.string(),
  address: optionalText,
  database: z.string(),
  identity: optionalText,
  isGalera: z.boolean(),
});

const place = { table: z.string(), name: z.string() };
const element = z.object({ kind: z.enum(['column', 'index']), ...place });

const row = z.object({
  kind: z.enum(['table', 'column', 'index', 'collation']),
  ...place,
  expected: z.string(),
  actual: optionalText,
  state: z.enum(['ok', 'missing', 'differs']),
  breaks: z.array(z.string()),
});

const statement = element.extend({
  purpose: z.string(),
  sql: z.string(),
  effect: z.enum(['instant', 'online', 'rebuild', 'freeze']),
  orElse: z.array(z.string()),
});

const conflict = z.object({ kind: row.shape.kind, ...place, why: z.string() });
const settled = z.object({
  sql: z.string(),
  purpose: z.string(),
  outcome: z.enum(['applied', 'already-there', 'dropped', 'already-gone']),
});

const endpoint = z.object({
  path: optionalText,
  outcome: z.enum(['ok', 'failed', 'unreachable', 'denied', 'malformed', 'absent', 'skipped']),
  status: optionalCount,
  detail: optionalText,
});

export const schemaStatus = z.object({
  state: z.enum(['complete', 'incomplete', 'unknown']),
  source: z.enum(['database', 'backend']).nullable(),
  server: server.nullable(),
  elements: z.array(row.extend({ mayBreak: z.array(z.string()) })),
  brokenEndpoints: z.array(z.string()),
  ownElements: z.array(element.extend({ isThere: z.boolean() })),
  why: optionalText,
});

export const schemaPlan = z.object({
  planId: z.string(),
  server,
  fingerprint: z.string(),
  mayCopy: z.boolean(),
  record: optionalText,
  statements: z.array(statement),
  rollback: z.array(statement),
  conflicts: z.array(conflict),
  /** In a plan that was kept in a file. */
  madeAt: moment.optional(),
});

export const schemaApplied = z.object({
  server,
  statements: z.array(settled),
  verified: z.boolean(),
  remaining: z.array(row),
  endpoint,
});

export const schemaRollbackPlan = z.object({
  server,
  statements: z.array(statement),
  kept: z.array(element),
  conflicts: z.array(conflict),
  endpoint,
});

export const schemaRolledBack = z.object({ server, statements: z.array(settled), verified: z.boolean(), kept: z.array(element) });
