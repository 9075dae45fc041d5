import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { batchTargets } from '../domain/termination/batch-targets.ts';
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
  /** What the operator agreed to: nothing but this plan, in this account. */
  readonly confirmed: { readonly account: string; readonly count: number };
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
 * Throws `TERMINATION_REFUSED` before the first call where the plan is not what was confirmed.
 * @see the fleet model: guards and order of steps
 */
export async function* terminateInstances(ports: Ports, input: TerminateInput): AsyncGenerator<TerminationEvent, void> {
  refuseUnconfirmed(input);
  const run = startRun(ports, input);
  for (const batch of batchTargets(input.plan.targets)) yield* sendBatch(run, batch);
  yield* awaitEnds(run);
  if (!isInterrupted(run) && run.halt === null) yield* findRespawns(run);
  yield { kind: 'finished', ...buildReport(run) };
}

function refuseUnconfirmed({ plan, confirmed }: TerminateInput): void {
  if (confirmed.count === plan.targets.length && confirmed.account === plan.account) return;
  throw new SpotctlError({
    code: 'TERMINATION_REFUSED',
    message: `${confirmed.count} in account ${confirmed.account} were confirmed, but the plan has ${plan.targets.length} in account ${plan.account}.`,
  });
}
