import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const SqliteFailure = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number() });
const SystemFailure = z.object({ code: z.string(), syscall: z.string() });

/** SQLite's primary result codes that speak of a damaged file. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);
const WHY: ReadonlyMap<number, string> = new Map([
  [3, 'may not be accessed'],
  [5, 'is in use by another process that does not let go of it'],
  [8, 'may only be read'],
  [10, 'cannot be read from or written to the disk'],
  [13, 'cannot grow: the disk is full'],
  [14, 'cannot be opened'],
]);

export const BUSY = 5;
export const CANNOT_OPEN = 14;

/** SQLite's primary result code; `null` where the error is none of SQLite's. */
export function sqliteCodeOf(error: unknown): number | null {
  const failure = SqliteFailure.safeParse(error);
  return failure.success ? failure.data.errcode & 0xff : null;
}

/** Runs one call on the journal's files and translates its refusal. Anything that is neither SQLite's nor the system's is a defect. */
export function translatingJournal<T>(file: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw journalFailure(file, error);
  }
}

function journalFailure(file: string, error: unknown): unknown {
  const errno = sqliteCodeOf(error);
  if (errno !== null && DAMAGED.has(errno)) return damaged(file, error instanceof Error ? error.message : String(error));
  if (errno !== null) return unwritable(file, { why: WHY.get(errno) ?? 'refused a statement', error });
  const system = SystemFailure.safeParse(error);
  return system.success ? unwritable(file, { why: 'cannot be made or looked at', error }) : error;
}

function unwritable(file: string, { why, error }: { readonly why: string; readonly error: unknown }): SpotctlError {
  return new SpotctlError({ code: 'JOURNAL_UNWRITABLE', message: `The journal ${file} ${why}.`, cause: error });
}

/** A journal that is not what was written to it. `why` names the place. */
export function damaged(file: string, why: string): SpotctlError {
  return new SpotctlError({ code: 'JOURNAL_DAMAGED', message: `The journal ${file} is damaged.`, cause: why });
}
