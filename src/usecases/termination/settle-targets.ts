import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import { targetError } from '../../domain/termination/termination-report.ts';
import { type Attempt, isOfCredentials } from './attempt.ts';
import { recheckTargets } from './recheck-targets.ts';
import { isEnded, type Settlement, settleByState, settleEnded } from './settle-by-state.ts';
import type { TerminationEvent } from './termination-event.ts';
import { type Progress, targetErrorOf, type TerminationRun, updateRecord } from './termination-run.ts';
import type { Tried } from '../try-call.ts';

export interface Settled {
  /** They run, every guard still clears them, and they may be sent. */
  readonly standing: readonly PlannedTarget[];
  /** EC2 told nothing of them just now, which proves nothing yet. */
  readonly unsettled: readonly string[];
}

interface Settling {
  readonly region: string;
  readonly targets: readonly PlannedTarget[];
  readonly described: Tried<ReadonlyMap<string, CloudInstance>>;
  readonly attempt: Attempt;
}

/** Sorts targets by what EC2 and the books say right before a call; only what still runs and is still unwanted is left to send. */
export async function* settleTargets(run: TerminationRun, settling: Settling): AsyncGenerator<TerminationEvent, Settled> {
  const { targets, described, attempt, region } = settling;
  if (!described.ok) return yield* apply(run, settleUnseen(settling, described.error));
  const clouds = described.value;
  // What this run's own call has ended is told whatever the books say by now.
  const ended = attempt.wasSent ? targets.filter(({ id }) => isEnded(clouds.get(id))) : [];
  const open = targets.filter((target) => !ended.includes(target));
  yield* apply(
    run,
    ended.map((target) => settleEnded({ target, cloud: clouds.get(target.id), attempt, now: run.ports.clock.now().toISOString() })),
  );
  if (open.length === 0) return { standing: [], unsettled: [] };

  const books = await recheckTargets(run, { region, targets: open, clouds });
  return yield* apply(
    run,
    open.map((target): Settlement => {
      const refusal = books.ok ? books.refusals.get(target.id) : undefined;
      if (!books.ok) return { target, to: { step: 'failed', error: books.error } };
      if (refusal !== undefined) return { target, to: { step: 'refused', error: refusal } };
      return settleByState({ target, cloud: clouds.get(target.id), attempt, now: run.ports.clock.now().toISOString() });
    }),
  );
}

function settleUnseen({ targets, attempt }: Settling, error: Extract<Settling['described'], { ok: false }>['error']): Settlement[] {
  const isPassing = error.code === 'AWS_THROTTLED' || error.code === 'AWS_UNREACHABLE';
  return targets.map((target): Settlement => {
    if (error.code === 'AWS_THROTTLED' && !attempt.wasSent && target.action === 'terminate')
      return { target, to: { step: 'put-off', error: targetErrorOf(error) } };
    if (isPassing && !attempt.isFinal) return { target, to: 'unsettled' };
    // EC2 refuses credentials before it acts, so nothing was done.
    if (!attempt.isDoubtful && attempt.lastError !== null && isOfCredentials(attempt.lastError))
      return { target, to: { step: 'failed', error: targetErrorOf(attempt.lastError) } };
    if (!attempt.wasSent && target.action === 'terminate') return { target, to: { step: 'failed', error: targetErrorOf(error) } };
    const message = `EC2 could not be asked what became of it: ${error.message}`;
    return { target, to: { step: 'unknown', error: targetError('OUTCOME_UNKNOWN', message) } };
  });
}

/** An instance that lives on lives without its spot request, or its protection: whoever keeps it has to know. */
function withPreparations(run: TerminationRun, { id, settled }: { readonly id: string; readonly settled: Progress }): Progress {
  const preparations = run.records.get(id)?.preparations ?? [];
  if (!('error' in settled) || preparations.length === 0) return settled;
  return { ...settled, error: { ...settled.error, message: [settled.error.message, ...preparations].join(' ') } };
}

async function* apply(run: TerminationRun, settlements: readonly Settlement[]): AsyncGenerator<TerminationEvent, Settled> {
  for (const { target, to: settled } of settlements) {
    if (settled === 'standing' || settled === 'unsettled') continue;
    const to = withPreparations(run, { id: target.id, settled });
    updateRecord(run, { id: target.id, progress: to });
    if (to.step === 'ending') yield { kind: 'state', id: target.id, state: to.seen };
    else if (to.step === 'gone') yield { kind: 'gone', id: target.id, at: to.at, wasAlready: to.wasAlready };
    else if (to.step === 'put-off') yield { kind: 'standing', id: target.id, error: to.error };
    else if (to.step !== 'planned') yield { kind: to.step, id: target.id, error: to.error };
  }
  return {
    standing: settlements.filter(({ to }) => to === 'standing').map(({ target }) => target),
    unsettled: settlements.filter(({ to }) => to === 'unsettled').map(({ target }) => target.id),
  };
}
