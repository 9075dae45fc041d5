import { hourlySavingOf } from '../termination/termination-plan.ts';
import {
  type ReportedTarget,
  type TargetError,
  targetError,
  targetsOfPlan,
  type TerminationOutcome,
  type TerminationReport,
  totalsOf,
} from '../termination/termination-report.ts';
import type { KeptTarget, RunState } from './run-state.ts';

/** How a run stands, told from its records alone: every total is a count over instances. */
export function reportOfRun(runId: string, state: RunState): TerminationReport {
  const kept = [...state.targets.values()].filter(({ isConfirmed }) => isConfirmed);
  const targets = [...kept.map(reportKept), ...targetsOfPlan(state)];
  const stopped = kept.filter(({ progress }) => progress.step === 'ending' || (progress.step === 'gone' && !progress.wasAlready));
  return {
    runId,
    account: state.head?.account ?? '',
    targets,
    totals: totalsOf(targets),
    hourlySaving: hourlySavingOf(stopped.map(({ target }) => target)),
  };
}

function reportKept(kept: KeptTarget): ReportedTarget {
  const { target, previousState, isReported, flaw } = kept;
  const { id, region, leftBehind } = target;
  const { outcome, error } = outcomeOf(kept);
  return { id, region, outcome, previousState, reported: isReported, error: flaw ?? error, leftBehind };
}

function outcomeOf(kept: KeptTarget): { readonly outcome: TerminationOutcome; readonly error: TargetError | null } {
  const { progress } = kept;
  switch (progress.step) {
    case 'unsent':
      return pending('It was confirmed, and the run broke off before it was sent.');
    case 'asked':
      return { outcome: 'unknown', error: targetError('OUTCOME_UNKNOWN', 'It was sent for, and nothing has told yet what became of it.') };
    case 'standing':
      return pending('It was sent for without an answer, and it still runs: it was not terminated.');
    case 'ending':
      return pending('It is ending; the run broke off before it was gone.');
    case 'gone':
      return { outcome: progress.wasAlready ? 'already-gone' : 'terminated', error: unreported(kept) };
    case 'released':
      return pending(progress.to === null ? 'It was given up.' : `Run ${progress.to} took it over.`);
    case 'refused':
    case 'failed':
    case 'unknown':
      return { outcome: progress.step, error: progress.error };
    default:
      return progress satisfies never;
  }
}

function pending(message: string): { readonly outcome: 'pending'; readonly error: TargetError } {
  return { outcome: 'pending', error: targetError('INTERRUPTED', message) };
}

function unreported({ isReported }: KeptTarget): TargetError | null {
  return isReported ? null : targetError('REPORT_UNDELIVERED', 'It has ended, and the backend has not acknowledged it.');
}
