import type { Timestamp } from '../instance.ts';
import type { PlannedTarget } from '../termination/termination-plan.ts';
import { foldRun } from './fold-run.ts';
import type { JournalledRun, RunProcess, RunRecord } from './run-record.ts';
import { workOf } from './work-left.ts';

/** An instance that a living run works on. */
export interface Claim {
  readonly id: string;
  readonly runId: string;
  readonly holder: RunProcess;
}

export interface ClaimedInstances {
  /** Not to be touched: another process works on them. */
  readonly claims: readonly Claim[];
  /** What a dead run had seen end and never reported: the moment, by id. */
  readonly ended: ReadonlyMap<string, Timestamp>;
  /** What dead runs give up, by run. */
  readonly releases: readonly { readonly runId: string; readonly records: readonly RunRecord[] }[];
}

/**
 * Who else holds instances that a run is about to begin on. A run whose process lives keeps them; one whose process is gone
 * gives them up, with what it knew of their end.
 */
export function claimInstances(
  open: readonly JournalledRun[],
  wanted: { readonly runId: string; readonly account: string; readonly targets: readonly PlannedTarget[] },
): ClaimedInstances {
  const regions = new Map(wanted.targets.map(({ id, region }) => [id, region]));
  const claims: Claim[] = [];
  const ended = new Map<string, Timestamp>();
  const releases: { runId: string; records: readonly RunRecord[] }[] = [];
  for (const { runId, records, holder } of open) {
    const state = foldRun(records);
    if (runId === wanted.runId || state.head?.account !== wanted.account) continue;
    const work = workOf(state);
    const mine = [...work.keys()].filter((id) => regions.get(id) === state.targets.get(id)?.target.region);
    if (mine.length === 0) continue;
    if (holder !== null) {
      claims.push(...mine.map((id) => ({ id, runId, holder })));
      continue;
    }
    for (const id of mine) {
      const progress = state.targets.get(id)?.progress;
      if (progress?.step === 'gone') ended.set(id, progress.at);
    }
    const isOver = mine.length === work.size;
    releases.push({
      runId,
      records: [{ kind: 'released', ids: mine, to: wanted.runId }, ...(isOver ? [{ kind: 'closed' } as const] : [])],
    });
  }
  return { claims, ended, releases };
}
