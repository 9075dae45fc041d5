import type { CloudState } from '../cloud-instance.ts';
import { errorCatalogue, type ErrorCode, type ExitMeaning } from '../errors/catalogue.ts';
import type { Refusal } from './apply-guards.ts';
import type { LeftBehind, TerminationPlan } from './termination-plan.ts';

export type TerminationOutcome = 'terminated' | 'already-gone' | 'failed' | 'refused' | 'unknown' | 'pending';

/** Why a target did not come to a good end, with the next thing to do. */
export interface TargetError {
  readonly code: ErrorCode;
  readonly message: string;
  /** In the words of the system that refused; `null` where the message says it all. */
  readonly cause: string | null;
  readonly hint: string;
}

export interface ReportedTarget {
  readonly id: string;
  /** `null` where no source says where it is. */
  readonly region: string | null;
  readonly outcome: TerminationOutcome;
  readonly previousState: CloudState | null;
  /** True once the backend has acknowledged the end. */
  readonly reported: boolean;
  readonly error: TargetError | null;
  readonly leftBehind: LeftBehind;
}

export type TerminationTotals = Readonly<
  Record<'terminated' | 'alreadyGone' | 'failed' | 'refused' | 'unknown' | 'pending' | 'reported', number>
>;

/** How a run ended; the JSON kind `TerminationReport`. */
export interface TerminationReport {
  readonly runId: string;
  readonly account: string;
  readonly targets: readonly ReportedTarget[];
  readonly totals: TerminationTotals;
  /** USD per hour that this run stopped; `null` where no price is known. */
  readonly hourlySaving: number | null;
}

/** With the catalogue's remedy as its hint. */
export function targetError(code: ErrorCode, message: string): TargetError {
  return { code, message, cause: null, hint: errorCatalogue[code].remedy };
}

const NOTHING_LEFT: LeftBehind = { volumes: [], networkInterfaces: [], addresses: [] };

/** What a plan leaves out, as far as a report tells it. */
export interface LeftOut extends Pick<TerminationPlan, 'undecided' | 'over'> {
  readonly refusals: readonly Refusal[];
}

/** What the plan itself decided: refused by a guard, nothing could be concluded, or over before. */
export function targetsOfPlan(plan: LeftOut): readonly ReportedTarget[] {
  const refused = plan.refusals.map(({ id, region, reason, hint }): ReportedTarget => {
    const error: TargetError = { ...targetError('TERMINATION_REFUSED', `Not terminated: ${reason}.`), hint };
    return { id, region, outcome: 'refused', previousState: null, reported: false, error, leftBehind: NOTHING_LEFT };
  });
  const unknown = plan.undecided.map(({ id, region, reason }): ReportedTarget => {
    const hint = 'Check the account, the region and AWS access with `spotctl doctor`.';
    const error: TargetError = { ...targetError('OUTCOME_UNKNOWN', `Not known to run or to be gone: ${reason}.`), hint };
    return { id, region, outcome: 'unknown', previousState: null, reported: false, error, leftBehind: NOTHING_LEFT };
  });
  const over = plan.over.map(({ id, region }): ReportedTarget => {
    return { id, region, outcome: 'already-gone', previousState: 'terminated', reported: true, error: null, leftBehind: NOTHING_LEFT };
  });
  return [...refused, ...unknown, ...over];
}

export function totalsOf(targets: readonly ReportedTarget[]): TerminationTotals {
  const count = (outcome: TerminationOutcome): number => targets.filter((target) => target.outcome === outcome).length;
  return {
    terminated: count('terminated'),
    alreadyGone: count('already-gone'),
    failed: count('failed'),
    refused: count('refused'),
    unknown: count('unknown'),
    pending: count('pending'),
    reported: targets.filter((target) => target.reported).length,
  };
}

/**
 * How the command ends. `waits`: false where the operator asked not to wait, so that an end still to come is no failure;
 * `sawEverything`: false where a source could not be read, so that unwanted instances may have been missed.
 */
export function exitMeaningOf(
  targets: readonly ReportedTarget[],
  run: { readonly isInterrupted: boolean; readonly waits: boolean; readonly sawEverything: boolean },
): ExitMeaning {
  const totals = totalsOf(targets);
  const count = targets.length;
  if (run.isInterrupted) return 'interrupted';
  if (count > 0 && totals.refused === count) return 'refused';
  if (totals.failed > 0 && totals.failed + totals.refused === count) return 'problems';
  const isFlawed = targets.some(({ error }) => error !== null && error.code !== 'WAIT_EXPIRED');
  if (isFlawed || !run.sawEverything) return 'partial';
  return totals.pending > 0 && run.waits ? 'timeout' : 'done';
}
