import type { InstanceEvent } from '../domain/journal/instance-events.ts';
import type { JournalledRun, RunProcess, RunRecord } from '../domain/journal/run-record.ts';

/** What a run that begins writes, in one piece with what it takes from runs whose process is gone. */
export interface RunBeginning {
  readonly records: readonly RunRecord[];
  readonly releases: readonly { readonly runId: string; readonly records: readonly RunRecord[] }[];
}

/**
 * The durable journal of terminations. Throws `SpotctlError`: `JOURNAL_UNSAFE`, `JOURNAL_NEWER`, `JOURNAL_DAMAGED` or
 * `JOURNAL_UNWRITABLE` where it cannot be trusted or written.
 */
export interface Journal {
  /** This process, as a run names it. */
  readonly self: RunProcess;
  /** Every run, oldest first; none where there is no journal yet, and then none is made. */
  runs(): Promise<readonly JournalledRun[]>;
  /** Those that are not closed, oldest first. */
  openRuns(): Promise<readonly JournalledRun[]>;
  /** All that any run did to, was told or saw of one instance, oldest first. */
  history(instanceId: string): Promise<readonly InstanceEvent[]>;
  /** Makes sure, before anything else is done, that a run could be written. */
  prepare(): Promise<void>;
  /**
   * Begins a run and holds it until it is released or the process ends. `decide` sees the open runs, and nobody else begins meanwhile;
   * where it answers `null`, nothing is begun.
   */
  begin(runId: string, decide: (open: readonly JournalledRun[]) => RunBeginning | null): Promise<RunJournal | null>;
  /** Takes over a run whose process is gone. Throws `RUN_HELD` where it lives. */
  takeOver(runId: string): Promise<RunJournal>;
  close(): Promise<void>;
}

/** One run, held by this process alone. */
export interface RunJournal {
  readonly runId: string;
  /** Durable on return, all of them or none. */
  write(...records: readonly RunRecord[]): Promise<void>;
  /** The run as it stands, with what this process has written. */
  read(): Promise<JournalledRun>;
  /** Lets go of it. What is left can be taken over. */
  release(): Promise<void>;
}
