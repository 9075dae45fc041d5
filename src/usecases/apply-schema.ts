import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { ActualSchema } from '../domain/schema/actual-schema.ts';
import { compareSchema, differences, type SchemaRow } from '../domain/schema/compare-schema.ts';
import { isMigrationRow, type SchemaStatement } from '../domain/schema/plan-schema.ts';
import type { DatabaseServer, FleetDatabase } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';
import { configuredDatabase, type PlannedSchemaChange, refuseConflicts } from './plan-schema-change.ts';

/** `already-there`: another session added it between plan and statement. */
export type StatementOutcome = 'applied' | 'already-there';

export interface AppliedStatement extends SchemaStatement {
  readonly outcome: StatementOutcome;
}

export interface AppliedSchema {
  readonly server: DatabaseServer;
  readonly statements: readonly AppliedStatement[];
  /** True where the database, read again at the end, holds all that the migration adds. */
  readonly isVerified: boolean;
  /** What the termination flow still needs, read again at the end. */
  readonly remaining: readonly SchemaRow[];
}

export type SchemaEvent =
  | { readonly kind: 'started'; readonly statement: SchemaStatement; readonly step: number; readonly steps: number }
  | {
      readonly kind: 'locked';
      readonly statement: SchemaStatement;
      readonly attempt: number;
      readonly attempts: number;
      readonly pauseSeconds: number;
    }
  | { readonly kind: 'settled'; readonly statement: AppliedStatement; readonly step: number; readonly steps: number }
  | { readonly kind: 'finished'; readonly result: AppliedSchema };

const ATTEMPTS = 3;
/** Long enough for what queued behind the failed attempt to run. */
const PAUSE_SECONDS = 10;

/**
 * Carries out exactly the shown plan, one statement at a time, reading the schema again after each. The last event is `finished`.
 * Safe to run again after any interruption. Throws `SCHEMA_CONFLICT` before the first statement, and `DATABASE_*` codes;
 * `DATABASE_LOCKED` after three waits for a lock.
 */
export async function* applySchema(ports: Ports, planned: PlannedSchemaChange): AsyncGenerator<SchemaEvent, void> {
  refuseConflicts(planned);
  const database = await configuredDatabase(ports);
  const { statements } = planned.plan;
  const settled: AppliedStatement[] = [];
  for (const [index, statement] of statements.entries()) {
    const place = { step: index + 1, steps: statements.length };
    yield { kind: 'started', statement, ...place };
    const outcome = yield* carryOut({ ports, database, statement, done: place });
    const result = { ...statement, outcome };
    settled.push(result);
    yield { kind: 'settled', statement: result, ...place };
  }
  const remaining = differences(compareSchema(await database.schema(), 'database'));
  yield {
    kind: 'finished',
    result: { server: planned.server, statements: settled, isVerified: !remaining.some(isMigrationRow), remaining },
  };
}

interface Step {
  readonly ports: Ports;
  readonly database: FleetDatabase;
  readonly statement: SchemaStatement;
  readonly done: { readonly step: number; readonly steps: number };
}

async function* carryOut(step: Step): AsyncGenerator<SchemaEvent, StatementOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const refusal = await tryStatement(step);
    const isThere = holds(await step.database.schema(), step.statement);
    if (isThere) return refusal === null ? 'applied' : 'already-there';
    if (refusal === null) throw notKept(step);
    if (refusal.code !== 'DATABASE_LOCKED' || attempt === ATTEMPTS) throw withProgress(refusal, step);
    yield { kind: 'locked', statement: step.statement, attempt, attempts: ATTEMPTS, pauseSeconds: PAUSE_SECONDS };
    await step.ports.clock.sleep(PAUSE_SECONDS * 1_000);
  }
}

/** The server's refusal, or `null` where it took the statement. A lost or denied connection is not a refusal to look behind. */
async function tryStatement({ database, statement, ...step }: Step): Promise<SpotctlError | null> {
  try {
    await database.apply(statement.sql);
    return null;
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    if (error.code === 'DATABASE_FAILED' || error.code === 'DATABASE_LOCKED') return error;
    throw withProgress(error, { ...step, database, statement });
  }
}

function holds(schema: ActualSchema, { kind, table, name }: SchemaStatement): boolean {
  const row = compareSchema(schema, 'database').rows.find(
    (candidate) => candidate.kind === kind && candidate.table === table && candidate.name === name,
  );
  return row?.state === 'ok';
}

function notKept({ statement, done }: Step): SpotctlError {
  return new SpotctlError({
    code: 'DATABASE_FAILED',
    message: `The server took statement ${done.step} of ${done.steps}, but ${statement.table}.${statement.name} is not as it must be.`,
    details: { table: statement.table, name: statement.name },
  });
}

function withProgress(error: SpotctlError, { statement, done }: Step): SpotctlError {
  const before =
    done.step === 1 ? 'Nothing was changed before it.' : `${done.step - 1} of ${done.steps} were carried out before it and stay.`;
  const isUnknown = error.code === 'DATABASE_UNREACHABLE';
  return new SpotctlError({
    code: error.code,
    message: `${error.message} Statement ${done.step} of ${done.steps}${isUnknown ? ', which the server may still carry out' : ''}: ${statement.sql}. ${before}`,
    cause: error.cause,
    hint: isUnknown ? 'Run `spotctl schema status` to see what is there, then `spotctl schema apply` again.' : error.hint,
    details: { ...error.details, step: done.step, steps: done.steps },
  });
}
