import type { Batch } from '../../domain/termination/batch-targets.ts';
import type { TerminationAnswer } from '../../ports/cloud.ts';
import { type Attempt, firstAttempt, followUp, isInTheWay, tryLater } from './attempt.ts';
import { describeInstances } from './describe-instances.ts';
import { needsPreparing, prepareTargets } from './prepare-targets.ts';
import { settleTargets } from './settle-targets.ts';
import { pauseRun } from './pause-run.ts';
import type { TerminationEvent } from './termination-event.ts';
import { isInterrupted, nowOf, targetErrorOf, type TerminationRun, updateRecord } from './termination-run.ts';
import { tryCall } from '../try-call.ts';

/**
 * Brings the targets of one batch to `ending`, `gone`, `refused`, `failed` or `unknown`.
 * Before each call guards and states are read anew; after any error every id is looked at anew, since EC2 may have done half.
 */
export async function* sendBatch(run: TerminationRun, batch: Batch): AsyncGenerator<TerminationEvent, void> {
  const queue: Attempt[] = [firstAttempt(batch.targets.map(({ id }) => id))];
  const prepared = new Set<string>();
  for (let attempt = queue.shift(); attempt !== undefined; attempt = queue.shift()) {
    const next = await awaitTurn(run, { batch, attempt });
    if (next !== null) queue.push(...(yield* attemptOnce(run, { batch, attempt: next, prepared })));
  }
}

/** The attempt once it may go on; `null` where none of it was sent, and nothing may be sent any more. */
async function awaitTurn(
  run: TerminationRun,
  { batch, attempt }: { readonly batch: Batch; readonly attempt: Attempt },
): Promise<Attempt | null> {
  const { delaySeconds, throttled: tries } = attempt;
  if (delaySeconds > 0 && maySend(run)) await pauseRun(run, delaySeconds);
  const cloud = await run.ports.cloud();
  const isPatient = tries === 0 || (maySend(run) && (await cloud.waitToResend(batch.region, { tries, signal: run.input.signal })));
  if (maySend(run)) return { ...attempt, isFinal: attempt.isFinal || !isPatient };
  // What was sent before an interrupt or a halt is still looked at, so that its outcome is told.
  return attempt.wasSent ? { ...attempt, isFinal: true } : null;
}

function maySend(run: TerminationRun): boolean {
  return !isInterrupted(run) && run.halt === null;
}

async function* attemptOnce(
  run: TerminationRun,
  { batch, attempt, prepared }: { readonly batch: Batch; readonly attempt: Attempt; readonly prepared: Set<string> },
): AsyncGenerator<TerminationEvent, readonly Attempt[]> {
  const { region } = batch;
  const targets = batch.targets.filter(({ id }) => attempt.ids.includes(id));
  const described = await describeInstances(run.ports, { region, ids: attempt.ids });
  const settled = yield* settleTargets(run, { region, targets, described, attempt });
  const unsettled = settled.unsettled.length === 0 ? [] : [tryLater({ ...attempt, ids: settled.unsettled })];

  const unprepared = settled.standing.filter((target) => needsPreparing(run, target) && !prepared.has(target.id));
  const unready = yield* prepareTargets(run, { region, targets: unprepared });
  for (const { id } of unprepared) prepared.add(id);
  const ids = settled.standing.map(({ id }) => id).filter((id) => !unready.has(id));
  if (ids.length === 0) return unsettled;
  // Preparing took its time: one of them may have become a primary meanwhile.
  if (unprepared.length > 0) return [...unsettled, { ...attempt, ids, delaySeconds: 0 }];
  if (isInterrupted(run)) return unsettled;
  return [...unsettled, ...(yield* terminate(run, { region, attempt: { ...attempt, ids } }))];
}

async function* terminate(
  run: TerminationRun,
  { region, attempt }: { readonly region: string; readonly attempt: Attempt },
): AsyncGenerator<TerminationEvent, readonly Attempt[]> {
  const cloud = await run.ports.cloud();
  const answer = await tryCall(cloud.terminate(region, attempt.ids));
  if (answer.ok) yield* accept(run, answer.value);
  const accepted = new Set(answer.ok ? answer.value.accepted.map(({ id }) => id) : []);
  const left = attempt.ids.filter((id) => !accepted.has(id));
  const error = answer.ok ? null : answer.error;
  if (error !== null && isInTheWay(error)) run.halt = targetErrorOf(error);
  return left.length === 0 ? [] : followUp({ ...attempt, ids: left }, error);
}

async function* accept(run: TerminationRun, { accepted, requestId }: TerminationAnswer): AsyncGenerator<TerminationEvent, void> {
  for (const { id, previousState, currentState } of accepted) {
    const progress = { step: 'ending', since: nowOf(run), begunAt: null, seen: currentState, absences: 0 } as const;
    updateRecord(run, { id, progress, previousState });
    yield { kind: 'accepted', id, requestId };
  }
}
