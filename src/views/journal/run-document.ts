import type { Timestamp } from '../../domain/instance.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import { instanceEvents } from '../../domain/journal/instance-events.ts';
import { reportOfRun } from '../../domain/journal/report-of-run.ts';
import type { JournalledRun } from '../../domain/journal/run-record.ts';
import { type RunSummary, summarizeRun } from '../../domain/journal/summarize-run.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';

/** The JSON kind `JournalRun`: how a run stands, and all that it recorded of each instance. */
export interface RunDocument extends RunSummary {
  readonly report: TerminationReport;
  readonly events: readonly { readonly at: Timestamp; readonly instanceId: string; readonly text: string }[];
}

export function runDocument(run: JournalledRun): RunDocument {
  const state = foldRun(run.records);
  const events = [...state.targets.keys()].flatMap((instanceId) =>
    instanceEvents([run], instanceId).map(({ at, text }) => ({ at, instanceId, text })),
  );
  return {
    ...summarizeRun(run),
    report: reportOfRun(run.runId, state),
    events: events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)),
  };
}
