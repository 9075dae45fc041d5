import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { hourlySavingOf } from '../../domain/termination/termination-plan.ts';
import {
  exitMeaningOf,
  type ReportedTarget,
  type TargetError,
  targetError,
  targetsOfPlan,
  type TerminationOutcome,
  type TerminationReport,
  totalsOf,
} from '../../domain/termination/termination-report.ts';
import { isInterrupted, type TargetRecord, type TerminationRun } from './termination-run.ts';

/** The run as it stands, every target of the plan in its order, then what the plan itself had left out. */
export function buildReport(run: TerminationRun): { readonly report: TerminationReport; readonly meaning: ExitMeaning } {
  const { plan, runId, waitSeconds } = run.input;
  const records = [...run.records.values()];
  const targets = [...records.map((record) => reportTarget(record, run)), ...targetsOfPlan(plan)];
  const stopped = records.filter(({ progress }) => progress.step === 'ending' || (progress.step === 'gone' && !progress.wasAlready));
  const hourlySaving = hourlySavingOf(stopped.map(({ target }) => target));
  return {
    report: { runId, account: plan.account, targets, totals: totalsOf(targets), hourlySaving },
    meaning: exitMeaningOf(targets, {
      isInterrupted: isInterrupted(run),
      waits: waitSeconds !== null,
      sawEverything: plan.unseen.length === 0,
    }),
  };
}

function reportTarget(record: TargetRecord, run: TerminationRun): ReportedTarget {
  const { target, previousState, isReported } = record;
  const { outcome, error } = outcomeOf(record, run);
  const { id, region, leftBehind } = target;
  return { id, region, outcome, previousState, reported: isReported, error: record.flaw ?? error, leftBehind };
}

function outcomeOf(
  { progress }: TargetRecord,
  run: TerminationRun,
): { readonly outcome: TerminationOutcome; readonly error: TargetError | null } {
  switch (progress.step) {
    case 'planned':
      return run.halt === null
        ? { outcome: 'pending', error: targetError('INTERRUPTED', 'It was not sent: the run was interrupted before.') }
        : { outcome: 'failed', error: run.halt };
    case 'put-off':
      return { outcome: 'pending', error: progress.error };
    case 'refused':
    case 'failed':
    case 'unknown':
      return { outcome: progress.step, error: progress.error };
    case 'ending':
      return { outcome: 'pending', error: whyPending(run) };
    case 'gone':
      return { outcome: progress.wasAlready ? 'already-gone' : 'terminated', error: null };
    default:
      return progress satisfies never;
  }
}

function whyPending(run: TerminationRun): TargetError | null {
  if (isInterrupted(run)) return targetError('INTERRUPTED', 'It is ending, but the run was interrupted before it was gone.');
  if (run.halt !== null) return run.halt;
  return run.input.waitSeconds === null ? null : targetError('WAIT_EXPIRED', 'It was still ending when the wait was over.');
}
