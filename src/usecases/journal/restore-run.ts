import type { KeptOptions } from '../../domain/journal/run-record.ts';
import type { KeptTarget, RunState } from '../../domain/journal/run-state.ts';
import { STRICTEST, type TerminationOptions } from '../../domain/termination/termination-options.ts';
import { shownBy, type TerminationPlan } from '../../domain/termination/termination-plan.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Progress, TargetRecord, TerminationRun } from '../termination/termination-run.ts';
import type { ResumeInput } from './resume-input.ts';

/** A run as it stood when its process ended, to be settled: its plan holds what was agreed, and not what guards a new call. */
export function restoreRun(ports: Ports, { state, input }: { readonly state: RunState; readonly input: ResumeInput }): TerminationRun {
  const confirmed = [...state.targets.values()].filter(({ isConfirmed }) => isConfirmed);
  const plan = restorePlan(
    state,
    confirmed.map(({ target }) => target),
  );
  const { runId, waitSeconds, signal, backendUrl, version } = input;
  const now = ports.clock.now().toISOString();
  return {
    ports,
    input: {
      plan,
      confirmed: shownBy(plan),
      options: restoreOptions(state.options),
      waitSeconds,
      runId,
      origin: { backendUrl, version, how: 'yes', isContinued: true },
      signal,
    },
    records: new Map(confirmed.map((kept) => [kept.target.id, restoreRecord(kept, now)])),
    halt: null,
  };
}

/** The flags that lifted guards when the run was confirmed. */
export function restoreOptions(kept: KeptOptions | null): TerminationOptions {
  return kept === null ? STRICTEST : { ...kept, unprotect: new Set(kept.unprotect) };
}

function restorePlan(state: RunState, targets: TerminationPlan['targets']): TerminationPlan {
  const { head, startedAt, undecided, over, unseen } = state;
  return {
    account: head?.account ?? '',
    client: head?.client ?? { id: '', name: '' },
    madeAt: startedAt ?? '',
    targets,
    refusals: state.refusals.map((refusal) => ({ ...refusal, facts: null })),
    undecided,
    over,
    ignoredOffers: [],
    unseen,
    ownInstanceId: null,
    foreignInstanceIds: new Set(),
  };
}

function restoreRecord(kept: KeptTarget, now: string): TargetRecord {
  const { target, previousState, isReported } = kept;
  return { target, progress: restoreProgress(kept, now), previousState, isReported, flaw: null, preparations: [] };
}

function restoreProgress({ progress }: KeptTarget, now: string): Progress {
  switch (progress.step) {
    case 'unsent':
    case 'asked':
    case 'standing':
    case 'released':
      return { step: 'planned' };
    case 'ending':
      // Each end is waited for anew.
      return { step: 'ending', since: now, begunAt: progress.since, seen: 'shutting-down', absences: 0 };
    case 'gone':
    case 'refused':
    case 'failed':
    case 'unknown':
      return progress;
    default:
      return progress satisfies never;
  }
}
