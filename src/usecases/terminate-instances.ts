import { batchTargets } from '../domain/termination/batch-targets.ts';
import type { Confirmed } from '../domain/termination/guard.ts';
import type { TerminationOptions } from '../domain/termination/termination-options.ts';
import type { TerminationPlan } from '../domain/termination/termination-plan.ts';
import type { Ports } from '../ports/ports.ts';
import { awaitEnds } from './termination/await-ends.ts';
import { buildReport } from './termination/build-report.ts';
import { findRespawns } from './termination/find-respawns.ts';
import { sendBatch } from './termination/send-batch.ts';
import type { TerminationEvent } from './termination/termination-event.ts';
import { isInterrupted, startRun } from './termination/termination-run.ts';

export type { TerminationEvent };

export interface TerminateInput {
  readonly plan: TerminationPlan;
  /** What the operator was shown and agreed to: whatever the plan holds beyond it is refused. */
  readonly confirmed: Confirmed;
  readonly options: TerminationOptions;
  /** How long each target may take to end once EC2 has accepted; `null` to send and not wait. */
  readonly waitSeconds: number | null;
  readonly runId: string;
  /** The operator's interrupt: nothing more is sent, and what is done is still reported. */
  readonly signal: AbortSignal;
}

/**
 * Terminates what was planned and confirmed, waits until EC2 says `terminated`, and reports each end to the backend.
 * Idempotent: run again, it goes on where it was cut off and terminates nothing twice. The last event is `finished`.
 * @see the fleet model: guards and order of steps
 */
export async function* terminateInstances(ports: Ports, input: TerminateInput): AsyncGenerator<TerminationEvent, void> {
  const run = startRun(ports, input);
  for (const batch of batchTargets(input.plan.targets)) yield* sendBatch(run, batch);
  yield* awaitEnds(run);
  if (!isInterrupted(run) && run.halt === null) yield* findRespawns(run);
  yield { kind: 'finished', ...buildReport(run) };
}
