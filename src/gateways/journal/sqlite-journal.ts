import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import { instanceEvents } from '../../domain/journal/instance-events.ts';
import type { JournalledRun, RunRecord } from '../../domain/journal/run-record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal, RunBeginning, RunJournal } from '../../ports/journal.ts';
import { openJournalDatabase, writing } from './journal-database.ts';
import { translatingJournal } from './journal-error.ts';
import { checkPrivate, isThere, preparePrivateFolder } from './private-files.ts';
import { type RunLock, RunLocks } from './run-lock.ts';
import { StoredRuns } from './stored-runs.ts';

/** The journal in `journal.db` of a folder that is its owner's alone. Opened when first asked, made when first needed. */
export function createJournal(folder: string, clock: Clock): Journal {
  return new SqliteJournal(folder, clock);
}

interface OpenJournal {
  readonly database: DatabaseSync;
  readonly runs: StoredRuns;
}

class SqliteJournal implements Journal {
  readonly self = { pid: process.pid, host: hostname() };
  readonly #folder: string;
  readonly #file: string;
  readonly #clock: Clock;
  readonly #locks: RunLocks;
  #open: OpenJournal | null = null;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#file = join(folder, 'journal.db');
    this.#clock = clock;
    this.#locks = new RunLocks(folder);
  }

  async runs(): Promise<readonly JournalledRun[]> {
    return this.#read((runs) => runs.ids().map((runId) => this.#runOf(runs, runId)));
  }

  async openRuns(): Promise<readonly JournalledRun[]> {
    return this.#read((runs) => runs.openIds().map((runId) => this.#runOf(runs, runId)));
  }

  async history(instanceId: string): Promise<ReturnType<typeof instanceEvents>> {
    const runs = this.#read((stored) => stored.idsNaming(instanceId).map((runId) => this.#runOf(stored, runId)));
    return instanceEvents(runs, instanceId);
  }

  async prepare(): Promise<void> {
    const { database } = this.#opened();
    // Writes a page and takes it back, so that a full or read-only disk is met now.
    translatingJournal(this.#file, () => {
      writing(database, () =>
        database.exec('CREATE TABLE probe (content BLOB); INSERT INTO probe VALUES (zeroblob(65536)); DROP TABLE probe;'),
      );
    });
  }

  async begin(runId: string, decide: (open: readonly JournalledRun[]) => RunBeginning | null): Promise<RunJournal | null> {
    return this.#write(({ runs }) => {
      const beginning = decide(runs.openIds().map((open) => this.#runOf(runs, open)));
      if (beginning === null) return null;
      const at = this.#clock.now().toISOString();
      for (const { runId: dead, records } of beginning.releases) runs.append(dead, { at, records });
      runs.append(runId, { at, records: beginning.records });
      return this.#hold(runId);
    });
  }

  async takeOver(runId: string): Promise<RunJournal> {
    return this.#write(() => this.#hold(runId));
  }

  async close(): Promise<void> {
    this.#open?.database.close();
    this.#open = null;
  }

  #hold(runId: string): RunJournal {
    const lock = this.#locks.take(runId);
    if (lock === null) throw held(this.#runOf(this.#opened().runs, runId));
    return {
      runId,
      write: async (...records) => this.#append(runId, records),
      read: async () => translatingJournal(this.#file, () => ({ runId, records: this.#opened().runs.read(runId), holder: this.self })),
      release: async () => this.#letGo(runId, lock),
    };
  }

  #append(runId: string, records: readonly RunRecord[]): void {
    const at = this.#clock.now().toISOString();
    this.#write(({ runs }) => runs.append(runId, { at, records }));
  }

  #letGo(runId: string, lock: RunLock): void {
    this.#write(({ runs }) => {
      if (!runs.openIds().includes(runId)) this.#locks.remove(runId);
      lock.release();
    });
  }

  #runOf(runs: StoredRuns, runId: string): JournalledRun {
    const records = runs.read(runId);
    const holder = this.#locks.isHeld(runId) ? foldRun(records).by : null;
    return { runId, records, holder };
  }

  #opened(): OpenJournal {
    if (this.#open !== null) return this.#open;
    translatingJournal(this.#folder, () => preparePrivateFolder(this.#folder));
    const database = openJournalDatabase(this.#file);
    this.#open = { database, runs: new StoredRuns(this.#file, database) };
    return this.#open;
  }

  /** Nothing where there is no journal: reading makes none. */
  #read<T>(read: (runs: StoredRuns) => readonly T[]): readonly T[] {
    if (this.#open === null && !isThere(this.#file)) {
      checkPrivate(this.#folder, 'folder');
      return [];
    }
    const { runs } = this.#opened();
    return translatingJournal(this.#file, () => read(runs));
  }

  #write<T>(write: (journal: OpenJournal) => T): T {
    const opened = this.#opened();
    return translatingJournal(this.#file, () => writing(opened.database, () => write(opened)));
  }
}

function held({ runId, holder }: JournalledRun): SpotctlError {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new SpotctlError({ code: 'RUN_HELD', message: `Run ${runId} is being worked on by ${who}.` });
}
