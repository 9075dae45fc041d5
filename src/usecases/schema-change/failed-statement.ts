import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type Blockers, describeSessions } from '../../domain/schema/blocking-session.ts';
import type { SchemaStatement } from '../../domain/schema/plan-schema.ts';

import type { Place } from './schema-event.ts';

interface FailedStep {
  readonly statement: SchemaStatement;
  readonly place: Place;
  readonly goal: 'there' | 'gone';
}

/** The same refusal, saying at which statement and what was carried out before it. */
export function withProgress(error: SpotctlError, step: FailedStep): SpotctlError {
  const { statement, place } = step;
  return new SpotctlError({
    code: error.code,
    message: `${error.message} Statement ${place.step} of ${place.steps}: ${statement.sql}. ${whatStays(place)}`,
    cause: error.cause,
    hint: error.hint,
    details: { ...error.details, ...place },
  });
}

/** The wait for a lock ran out for good. */
export function lockedOut(error: SpotctlError, blockers: Blockers): SpotctlError {
  const names = describeSessions(blockers.sessions);
  const cause = names === '' ? 'The session that held it is gone, or cannot be seen' : `It is held, or may be, by ${names}`;
  return new SpotctlError({
    code: error.code,
    message: error.message,
    cause: `${cause}${blockers.unseen === null ? '' : `; ${blockers.unseen}`}.`,
    hint: 'Let that session commit or end, then run the same command again: it goes on where this run stopped. spotctl ends no session.',
    details: { ...error.details, blockingThread: blockers.sessions[0]?.thread ?? null },
  });
}

export function notKept({ statement, goal }: FailedStep): SpotctlError {
  const is = goal === 'there' ? 'is not as it must be' : 'is still there';
  return new SpotctlError({
    code: 'DATABASE_FAILED',
    message: `The server took the statement, but ${statement.table}.${statement.name} ${is}.`,
    details: { table: statement.table, name: statement.name },
  });
}

/** Stopped by the operator before this statement. */
export function interruptedAt({ place, goal }: FailedStep): SpotctlError {
  const command = goal === 'there' ? 'spotctl schema apply' : 'spotctl schema rollback';
  return new SpotctlError({
    code: 'INTERRUPTED',
    message: `Interrupted before statement ${place.step} of ${place.steps}. ${whatStays(place)}`,
    hint: `Run \`${command}\` again: it goes on where this run stopped.`,
    details: { ...place },
  });
}

/** The connection could not be had again: what the server did meanwhile is not known. */
export function lostForGood(error: SpotctlError, { statement, place, goal }: FailedStep): SpotctlError {
  const command = goal === 'there' ? 'spotctl schema apply' : 'spotctl schema rollback';
  return new SpotctlError({
    code: error.code,
    message: `${error.message} Statement ${place.step} of ${place.steps}, which the server may still carry out: ${statement.sql}. ${whatStays(place)}`,
    cause: error.cause,
    hint: `Run \`spotctl schema status\` to see what is there, then \`${command}\` again.`,
    details: { ...error.details, ...place },
  });
}

function whatStays({ step, steps }: Place): string {
  return step === 1 ? 'Nothing was changed before it.' : `${step - 1} of ${steps} were carried out before it and stay.`;
}
