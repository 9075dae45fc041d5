import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { compareSchema } from '../../domain/schema/compare-schema.ts';
import { elementKey } from '../../domain/schema/migration-elements.ts';
import type { SchemaStatement } from '../../domain/schema/plan-schema.ts';
import type { RecordedChange } from '../../domain/schema/recorded-change.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SchemaChange } from '../../ports/schema-changes.ts';
import { interruptedAt, lockedOut, notKept, withProgress } from './failed-statement.ts';
import { resumeChange } from './resume-change.ts';
import type { Place, SchemaEvent, StatementOutcome } from './schema-event.ts';

/** One statement of a change that has begun. */
export interface Step {
  readonly ports: Ports;
  readonly database: FleetDatabase;
  readonly change: SchemaChange;
  readonly statement: SchemaStatement;
  readonly place: Place;
  /** What the statement is to bring about. */
  readonly goal: 'there' | 'gone';
  readonly planId: string | null;
  readonly signal: AbortSignal;
}

const ATTEMPTS = 3;
/** Long enough for what queued behind the failed attempt to run. */
const PAUSE_SECONDS = 10;

/**
 * Carries out one statement and reads the schema behind it: a refusal or a lost connection is no reason to believe that nothing happened.
 * Throws `DATABASE_LOCKED` after three waits for a lock, naming who holds it; `INTERRUPTED` only between two tries.
 */
export async function* carryOutStatement(step: Step): AsyncGenerator<SchemaEvent, StatementOutcome> {
  if (step.signal.aborted) throw interruptedAt(step);
  if (await isReached(step)) return byOther(step);
  await write(step, step.goal === 'there' ? 'adding' : 'dropping');
  const outcome = yield* tryUntilReached(step);
  await write(step, (outcome === byUs(step)) === (step.goal === 'there') ? 'added' : 'dropped');
  return outcome;
}

async function* tryUntilReached(step: Step): AsyncGenerator<SchemaEvent, StatementOutcome> {
  const ways = [step.statement.sql, ...step.statement.orElse];
  let wasLost = false;
  let waits = 0;
  for (let way = 0; ;) {
    const end = await tryOnce(step, ways[way] ?? step.statement.sql);
    if (end.kind === 'reached') return end.isOurs || wasLost ? byUs(step) : byOther(step);
    if (end.kind === 'lost') {
      wasLost = true;
      yield* resumeChange(step, end.error);
      if (await isReached(step)) return byUs(step);
    } else if (end.error.code === 'SCHEMA_REWRITE_NEEDED' && way + 1 < ways.length) {
      way += 1;
      yield { kind: 'dearer', statement: step.statement, sql: ways[way] ?? '' };
    } else if (end.error.code === 'DATABASE_LOCKED') {
      waits += 1;
      yield* waitForLock(step, { error: end.error, attempt: waits });
    } else throw await givenUp(step, end.error);
  }
}

type TryEnd = { readonly kind: 'reached'; readonly isOurs: boolean } | { readonly kind: 'lost' | 'refused'; readonly error: SpotctlError };

async function tryOnce(step: Step, sql: string): Promise<TryEnd> {
  let refusal: SpotctlError | null = null;
  try {
    await step.change.run(sql).catch((error: unknown) => {
      if (!(error instanceof SpotctlError) || error.code === 'DATABASE_UNREACHABLE') throw error;
      refusal = error;
    });
    if (await isReached(step)) return { kind: 'reached', isOurs: refusal === null };
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.code !== 'DATABASE_UNREACHABLE') throw error;
    return { kind: 'lost', error };
  }
  return { kind: 'refused', error: refusal ?? notKept(step) };
}

async function* waitForLock(
  step: Step,
  { error, attempt }: { readonly error: SpotctlError; readonly attempt: number },
): AsyncGenerator<SchemaEvent, void> {
  const blockers = await step.change.blockersOf(step.statement.table);
  if (attempt === ATTEMPTS) throw await givenUp(step, lockedOut(error, blockers));
  yield { kind: 'locked', statement: step.statement, blockers, attempt, attempts: ATTEMPTS, pauseSeconds: PAUSE_SECONDS };
  await step.ports.clock.sleep(PAUSE_SECONDS * 1_000, step.signal).catch(async (reason: unknown) => {
    throw step.signal.aborted ? await givenUp(step, interruptedAt(step)) : reason;
  });
}

/** The statement did not happen: nothing is left written down of it. A record that cannot be written any more is settled by the next run. */
async function givenUp(step: Step, error: SpotctlError): Promise<SpotctlError> {
  await write(step, step.goal === 'there' ? 'dropped' : 'added').catch(() => undefined);
  return error.code === 'INTERRUPTED' ? error : withProgress(error, step);
}

/** True where the schema, read just now, is as the statement is to leave it. */
async function isReached({ database, statement, goal }: Step): Promise<boolean> {
  const rows = compareSchema(await database.schema(), 'database').rows;
  const state = rows.find((row) => elementKey(row) === elementKey(statement))?.state ?? 'missing';
  return goal === 'there' ? state === 'ok' : state === 'missing';
}

async function write(step: Step, state: RecordedChange['state']): Promise<void> {
  const { kind, table, name, sql } = step.statement;
  const at = `${step.ports.clock.now().toISOString().slice(0, 19)}Z`;
  await step.change.record({ kind, table, name, state, statement: sql, planId: step.planId, at });
}

function byUs({ goal }: Step): StatementOutcome {
  return goal === 'there' ? 'applied' : 'dropped';
}

function byOther({ goal }: Step): StatementOutcome {
  return goal === 'there' ? 'already-there' : 'already-gone';
}
