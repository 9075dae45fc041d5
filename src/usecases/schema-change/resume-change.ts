import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { SchemaStatement } from '../../domain/schema/plan-schema.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SchemaChange } from '../../ports/schema-changes.ts';
import { interruptedAt, lostForGood } from './failed-statement.ts';
import type { Place, SchemaEvent } from './schema-event.ts';

interface LostStep {
  readonly ports: Ports;
  readonly change: SchemaChange;
  readonly statement: SchemaStatement;
  readonly place: Place;
  readonly goal: 'there' | 'gone';
  readonly signal: AbortSignal;
}

const PAUSE_SECONDS = 2;
/** About a minute: a server that restarts is back by then. */
const ATTEMPTS = 30;

/**
 * Connects again after a lost connection, and waits until the server has ended what the lost one sent: it may well run to its end.
 * Throws the first error where the server does not come back, `INTERRUPTED` when told to stop.
 */
export async function* resumeChange(step: LostStep, lost: SpotctlError): AsyncGenerator<SchemaEvent, void> {
  yield { kind: 'lost', statement: step.statement, why: lost.message };
  let refusals = 0;
  for (let wasBusy = false; ;) {
    const state = await step.change.resume().catch((error: unknown) => {
      refusals += 1;
      if (!isPassing(error)) throw error;
      if (refusals >= ATTEMPTS) throw lostForGood(error.code === 'DATABASE_UNREACHABLE' ? lost : error, step);
      return 'refused' as const;
    });
    if (state === 'ready') return;
    if (state === 'busy' && !wasBusy) yield { kind: 'busy', statement: step.statement };
    wasBusy ||= state === 'busy';
    await step.ports.clock.sleep(PAUSE_SECONDS * 1_000, step.signal).catch((reason: unknown) => {
      throw step.signal.aborted ? interruptedAt(step) : reason;
    });
  }
}

/** The lost connection may hold the right to change the schema a moment longer than it is to be seen. */
function isPassing(error: unknown): error is SpotctlError {
  return error instanceof SpotctlError && (error.code === 'DATABASE_UNREACHABLE' || error.code === 'SCHEMA_CHANGE_RUNNING');
}
