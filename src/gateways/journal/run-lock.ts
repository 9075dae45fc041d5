import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { BUSY, CANNOT_OPEN, sqliteCodeOf, translatingJournal } from './journal-error.ts';
import { isThere, preparePrivateFile, preparePrivateFolder } from './private-files.ts';

/** Longer than another process takes to ask who holds it. */
const PROBE_MS = 250;

/** A run held by this process. */
export interface RunLock {
  release(): void;
}

/**
 * Locks of runs: for each an empty SQLite file held in an exclusive transaction, which is a lock of the system's. It ends with its
 * process, however that ends, and a process that is merely suspended keeps it.
 * Taken and removed only within a transaction of the journal, so that nobody locks a file that another is removing.
 */
export class RunLocks {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'locks');
  }

  /** `null` where a living process has it. */
  take(runId: string): RunLock | null {
    const file = this.#fileOf(runId);
    return translatingJournal(file, () => {
      preparePrivateFolder(this.#folder);
      preparePrivateFile(file);
      return lock(file);
    });
  }

  /** True where a living process, this one included, has it. Asking keeps nobody out. */
  isHeld(runId: string): boolean {
    const file = this.#fileOf(runId);
    return isThere(file) && translatingJournal(file, () => isLocked(file));
  }

  /** For a run that is closed: nobody asks for its lock again. */
  remove(runId: string): void {
    rmSync(this.#fileOf(runId), { force: true });
  }

  #fileOf(runId: string): string {
    return join(this.#folder, `${runId}.lock`);
  }
}

function lock(file: string): RunLock | null {
  const database = new DatabaseSync(pathToFileURL(file), { timeout: PROBE_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (sqliteCodeOf(error) === BUSY) return null;
    throw error;
  }
}

/** Reading takes a lock that readers share and that only the holder's keeps out. */
function isLocked(file: string): boolean {
  const url = pathToFileURL(file);
  url.searchParams.set('mode', 'ro');
  try {
    const database = new DatabaseSync(url, { timeout: 0 });
    try {
      database.prepare('SELECT count(*) FROM sqlite_master').get();
      return false;
    } finally {
      database.close();
    }
  } catch (error) {
    const code = sqliteCodeOf(error);
    if (code === BUSY) return true;
    // Its run was closed in this moment.
    if (code === CANNOT_OPEN) return false;
    throw error;
  }
}
