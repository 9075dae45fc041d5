import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import { type InstanceEvent, instanceEvents } from '../../src/domain/journal/instance-events.ts';
import type { DatedRecord, JournalledRun, RunRecord } from '../../src/domain/journal/run-record.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Journal, RunBeginning, RunJournal } from '../../src/ports/journal.ts';
import { FakeFaults } from './fake-faults.ts';

/** A journal in memory, with the locks of the processes that live. */
export class FakeJournal implements Journal {
  readonly self = { pid: 4711, host: 'workstation' };
  readonly faults = new FakeFaults();
  readonly #clock: Clock;
  readonly #runs = new Map<string, DatedRecord[]>();
  readonly #held = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** As after kill -9: nobody holds anything. */
  killProcesses(): void {
    this.#held.clear();
  }

  records(runId: string): readonly RunRecord[] {
    return (this.#runs.get(runId) ?? []).map(({ record }) => record);
  }

  async runs(): Promise<readonly JournalledRun[]> {
    return [...this.#runs.keys()].toSorted().map((runId) => this.#run(runId));
  }

  async openRuns(): Promise<readonly JournalledRun[]> {
    return this.#open();
  }

  async history(instanceId: string): Promise<readonly InstanceEvent[]> {
    return instanceEvents(await this.runs(), instanceId);
  }

  async prepare(): Promise<void> {
    this.faults.strike('prepare', () => undefined);
  }

  async begin(runId: string, decide: (open: readonly JournalledRun[]) => RunBeginning | null): Promise<RunJournal | null> {
    return this.faults.strike('begin', () => {
      const beginning = decide(this.#open());
      if (beginning === null) return null;
      for (const released of beginning.releases) this.#append(released.runId, released.records);
      this.#append(runId, beginning.records);
      return this.#hold(runId);
    });
  }

  async takeOver(runId: string): Promise<RunJournal> {
    return this.#hold(runId);
  }

  async close(): Promise<void> {
    this.#held.clear();
  }

  #hold(runId: string): RunJournal {
    if (this.#held.has(runId)) throw new SpotctlError({ code: 'RUN_HELD', message: `Run ${runId} is being worked on.` });
    this.#held.add(runId);
    return {
      runId,
      write: async (...records) => this.faults.strike('write', () => this.#append(runId, records)),
      read: async () => this.#run(runId),
      release: async () => void this.#held.delete(runId),
    };
  }

  #append(runId: string, records: readonly RunRecord[]): void {
    const at = this.#clock.now().toISOString();
    this.#runs.set(runId, [...(this.#runs.get(runId) ?? []), ...records.map((record) => ({ at, record }))]);
  }

  #open(): readonly JournalledRun[] {
    const ids = [...this.#runs.keys()].toSorted();
    return ids.filter((runId) => this.#runs.get(runId)?.at(-1)?.record.kind !== 'closed').map((runId) => this.#run(runId));
  }

  #run(runId: string): JournalledRun {
    return { runId, records: this.#runs.get(runId) ?? [], holder: this.#held.has(runId) ? this.self : null };
  }
}
