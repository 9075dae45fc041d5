import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { PlannedTarget } from '../termination/termination-plan.ts';
import { foldRun } from './fold-run.ts';
import type { JournalledRun, RunProcess, RunRecord } from './run-record.ts';
import type { RunState } from './run-state.ts';
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

/** The run that is about to begin, and whom it will report to. */
export interface WantedInstances {
  readonly runId: string;
  readonly account: string;
  readonly client: Client;
  readonly backendUrl: string;
  readonly targets: readonly PlannedTarget[];
}

/**
 * Who else holds instances that a run is about to begin on. A run whose process lives keeps them; one whose process is gone
 * gives them up, with what it knew of their end, unless it reports to another backend or client: what it owes there is still owed.
 */
export function claimInstances(open: readonly JournalledRun[], wanted: WantedInstances): ClaimedInstances {
  const claims: Claim[] = [];
  const ended = new Map<string, Timestamp>();
  const releases: { runId: string; records: readonly RunRecord[] }[] = [];
  for (const { runId, records, holder } of open) {
    const state = foldRun(records);
    if (runId === wanted.runId || state.head?.account !== wanted.account) continue;
    const left = [...workOf(state).keys()];
    const mine = wantedOf(left, { state, wanted });
    if (mine.length === 0) continue;
    if (holder !== null) {
      claims.push(...mine.map((id) => ({ id, runId, holder })));
      continue;
    }
    if (!reportsTo(wanted, state)) continue;
    for (const [id, at] of endsSeen(mine, { state, wanted })) ended.set(id, at);
    const closed: readonly RunRecord[] = mine.length === left.length ? [{ kind: 'closed' }] : [];
    releases.push({ runId, records: [{ kind: 'released', ids: mine, to: wanted.runId }, ...closed] });
  }
  return { claims, ended, releases };
}

interface Compared {
  readonly state: RunState;
  readonly wanted: WantedInstances;
}

/** Ids that both runs are about, in the same region. */
function wantedOf(left: readonly string[], { state, wanted }: Compared): readonly string[] {
  const regions = new Map(wanted.targets.map(({ id, region }) => [id, region]));
  return left.filter((id) => regions.get(id) === state.targets.get(id)?.target.region);
}

/** The end of each, but for what EC2 shows running by now. */
function endsSeen(ids: readonly string[], { state, wanted }: Compared): readonly (readonly [string, Timestamp])[] {
  const running = new Set(wanted.targets.flatMap(({ id, action }) => (action === 'terminate' ? [id] : [])));
  return ids.flatMap((id) => {
    const progress = state.targets.get(id)?.progress;
    return progress?.step === 'gone' && !running.has(id) ? [[id, progress.at] as const] : [];
  });
}

function reportsTo({ backendUrl, client }: WantedInstances, { head }: RunState): boolean {
  return head?.backendUrl === backendUrl && head.client.id === client.id;
}
