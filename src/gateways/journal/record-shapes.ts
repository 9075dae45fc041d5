import * as z from 'zod/mini';
import type { RunRecord } from '../../domain/journal/run-record.ts';
import { type ErrorCode, errorCatalogue } from '../../domain/errors/catalogue.ts';
import { SWEEP_OBSTACLES } from '../../domain/sweep-obstacles.ts';

const state = z.enum(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped', 'unknown']);
const code = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(errorCatalogue, value));
const text = z.string();
const texts = z.array(text);
const perhaps = z.nullable(text);
const amount = z.nullable(z.number());
const error = z.object({ code, message: text, cause: perhaps, hint: text });
const by = z.object({ pid: z.number(), host: text });
const act = z.enum(['terminate', 'unprotect', 'cancel-spot-request']);

const target = z.object({
  id: text,
  region: text,
  az: perhaps,
  why: z.enum(['zombie', 'ghost', 'terminated-replica', 'named']),
  notSweptBecause: z.nullable(z.enum(SWEEP_OBSTACLES)),
  standing: z.enum(['primary', 'replica', 'zombie', 'ghost', 'unregistered', 'terminated', 'unknown']),
  action: z.enum(['terminate', 'await-end', 'report']),
  state: z.nullable(state),
  instanceType: perhaps,
  lifecycle: z.nullable(z.enum(['spot', 'on-demand'])),
  managedBy: perhaps,
  launchedAt: perhaps,
  agentId: perhaps,
  logicalAgentId: perhaps,
  usdPerHour: amount,
  wastedSince: perhaps,
  wastedUsd: amount,
  protection: z.enum(['off', 'on', 'unknown']),
  spotRequest: z.nullable(z.object({ id: text, type: z.enum(['one-time', 'persistent', 'unknown']) })),
  leftBehind: z.object({ volumes: texts, networkInterfaces: texts, addresses: texts }),
});

const planned = z.object({
  kind: z.literal('planned'),
  targets: z.array(target),
  refusals: z.array(z.object({ id: text, region: perhaps, guard: text, reason: text, liftedBy: perhaps, hint: text })),
  undecided: z.array(z.object({ id: text, region: text, reason: text })),
  over: z.array(z.object({ id: text, region: text, reason: text })),
  unseen: z.array(z.object({ source: text, why: text })),
  options: z.object({
    maxCount: amount,
    allowsNoPrimary: z.boolean(),
    unprotect: texts,
    allowsManaged: z.boolean(),
    allowsForeignTag: z.boolean(),
  }),
});

const answer = z.object({
  outcome: z.enum(['done', 'refused', 'unknown']),
  accepted: z.array(z.object({ id: text, previousState: state, currentState: state })),
  requestId: perhaps,
  awsCode: perhaps,
  message: perhaps,
});

const record = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begun'),
    account: text,
    client: z.object({ id: text, name: text }),
    backendUrl: text,
    version: text,
    by,
  }),
  z.object({ kind: z.literal('resumed'), version: text, by }),
  planned,
  z.object({ kind: z.literal('confirmed'), ids: texts, how: z.enum(['typed', 'yes', 'count', 'offer']) }),
  z.object({ kind: z.literal('attempt'), act, region: text, ids: texts, spotRequestIds: texts }),
  z.object({ kind: z.literal('answer'), act, region: text, ids: texts, answer }),
  z.object({ kind: z.literal('seen'), id: text, state }),
  z.object({ kind: z.literal('gone'), id: text, endedAt: text, wasAlready: z.boolean() }),
  z.object({ kind: z.literal('standing'), id: text }),
  z.object({ kind: z.enum(['refused', 'failed', 'unknown']), id: text, error }),
  z.object({ kind: z.literal('reporting'), id: text, agentId: text, endedAt: text }),
  z.object({ kind: z.literal('reported'), id: text }),
  z.object({ kind: z.enum(['report-failed', 'respawned']), id: text, error }),
  z.object({ kind: z.literal('released'), ids: texts, to: perhaps }),
  z.object({
    kind: z.literal('ended'),
    meaning: z.enum(['done', 'problems', 'usage', 'partial', 'denied', 'timeout', 'refused', 'interrupted']),
  }),
  z.object({ kind: z.literal('closed') }),
]);

/** A record from its JSON; `null` where the text is none. */
export function parseRecord(json: string): RunRecord | null {
  try {
    return record.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
