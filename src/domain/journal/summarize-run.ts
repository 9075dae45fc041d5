import type { Timestamp } from '../instance.ts';
import { foldRun } from './fold-run.ts';
import { reportOfRun } from './report-of-run.ts';
import type { JournalledRun, RunProcess } from './run-record.ts';
import { type Work, workOf } from './work-left.ts';

/** A run as a list tells it. */
export interface RunSummary {
  readonly runId: string;
  readonly startedAt: Timestamp | null;
  /** `running`: a living process holds it; `open`: something is left, and nobody works on it. */
  readonly status: 'running' | 'open' | 'closed';
  readonly clientId: string | null;
  readonly clientName: string | null;
  readonly account: string | null;
  readonly backendUrl: string | null;
  /** How many instances were confirmed, ended, and were reported. */
  readonly confirmed: number;
  readonly gone: number;
  readonly reported: number;
  /** What is left, and of how many instances. */
  readonly left: Readonly<Record<Work, number>>;
  /** The process that wrote last. */
  readonly by: RunProcess | null;
}

export function summarizeRun({ runId, records, holder }: JournalledRun): RunSummary {
  const state = foldRun(records);
  const { totals } = reportOfRun(runId, state);
  const work = [...workOf(state).values()];
  const count = (kind: Work): number => work.filter((each) => each === kind).length;
  return {
    runId,
    startedAt: state.startedAt,
    status: holder !== null ? 'running' : work.length > 0 ? 'open' : 'closed',
    clientId: state.client?.id ?? null,
    clientName: state.client?.name ?? null,
    account: state.head?.account ?? null,
    backendUrl: state.head?.backendUrl ?? null,
    confirmed: [...state.targets.values()].filter(({ isConfirmed }) => isConfirmed).length,
    gone: totals.terminated + totals.alreadyGone,
    reported: totals.reported,
    left: { look: count('look'), await: count('await'), report: count('report'), confirm: count('confirm') },
    by: state.by,
  };
}
