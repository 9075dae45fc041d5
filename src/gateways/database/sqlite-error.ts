import * as z from 'zod/mini';
import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const SqliteFailure = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number() });

/** SQLite's primary result codes; every other is a statement it refused. */
const codes: ReadonlyMap<number, { readonly code: ErrorCode; readonly why: string; readonly hint?: string }> = new Map([
  [3, { code: 'DATABASE_DENIED', why: 'may not be accessed', hint: 'Ask for read and write permission on the file and its folder.' }],
  [5, { code: 'DATABASE_LOCKED', why: 'is in use by another process' }],
  [6, { code: 'DATABASE_LOCKED', why: 'is in use by another statement' }],
  [8, { code: 'DATABASE_DENIED', why: 'may only be read', hint: 'Ask for write permission on the file and its folder.' }],
  [10, { code: 'DATABASE_UNREACHABLE', why: 'cannot be read from the disk' }],
  [14, { code: 'DATABASE_UNREACHABLE', why: 'cannot be opened: there is no such file, or it may not be read' }],
  [26, { code: 'DATABASE_UNREACHABLE', why: 'is not an SQLite database' }],
]);

/** Runs one call of SQLite and translates its refusal by its result code. Anything else it throws is a defect. */
export function translatingSqlite<T>(file: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const failure = SqliteFailure.safeParse(error);
    if (!failure.success) throw error;
    const errno = failure.data.errcode & 0xff;
    const known = codes.get(errno) ?? { code: 'DATABASE_FAILED', why: 'refused a statement' };
    throw new SpotctlError({
      code: known.code,
      message: `The database ${file} ${known.why}.`,
      cause: error,
      ...(known.hint === undefined ? {} : { hint: known.hint }),
      details: { errno, database: file },
    });
  }
}
