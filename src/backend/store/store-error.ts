/** What a database said no to, in the words and with the number of MySQL, whatever database it was. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly errno: number;
  readonly sqlState: string;

  constructor(input: { readonly errno: number; readonly sqlState: string; readonly text: string; readonly cause: unknown }) {
    super(`${String(input.errno)} (${input.sqlState}): ${input.text}`, { cause: input.cause });
    this.errno = input.errno;
    this.sqlState = input.sqlState;
  }
}

/**
 * Puts what SQLite said into the contract's words. SQLite has one error code for all of these, so its text is read.
 * Anything that is no error of SQLite passes unchanged.
 */
export function asStoreError(error: unknown, sql: string): unknown {
  if (!isSqliteError(error)) return error;
  const unknownColumn = /(?:no such column: "?|has no column named )(?<name>[\w.]+)/.exec(error.message)?.groups?.['name'];
  if (unknownColumn !== undefined) {
    const text = `Unknown column '${unknownColumn}' in '${clauseOf(sql, unknownColumn)}'`;
    return new StoreError({ errno: 1054, sqlState: '42S22', text, cause: error });
  }
  const unknownTable = /no such table: (?:main\.)?(?<name>\w+)/.exec(error.message)?.groups?.['name'];
  if (unknownTable !== undefined) {
    return new StoreError({ errno: 1146, sqlState: '42S02', text: `Table '${unknownTable}' doesn't exist`, cause: error });
  }
  if (error.errcode === SQLITE_UNIQUE || error.errcode === SQLITE_PRIMARY_KEY) {
    return new StoreError({ errno: DUPLICATE, sqlState: '23000', text: error.message, cause: error });
  }
  const isLocked = error.errcode === SQLITE_BUSY;
  return new StoreError({ errno: isLocked ? 1205 : 1105, sqlState: 'HY000', text: error.message, cause: error });
}

const SQLITE_BUSY = 5;
const SQLITE_PRIMARY_KEY = 1555;
const SQLITE_UNIQUE = 2067;

/** What a database refused, whichever it was; `null` for an error that no database made. */
export function storeErrorOf(error: unknown): StoreError | null {
  if (error instanceof StoreError) return error;
  if (isClosedConnection(error)) {
    return new StoreError({ errno: CONNECTION_LOST, sqlState: 'HY000', text: 'The database cannot be reached (closed)', cause: error });
  }
  if (!isMysqlError(error)) return null;
  if (typeof error.sqlState === 'string' && error.errno !== undefined) {
    return new StoreError({ errno: error.errno, sqlState: error.sqlState, text: error.sqlMessage ?? error.message, cause: error });
  }
  return new StoreError({
    errno: CONNECTION_LOST,
    sqlState: 'HY000',
    text: `The database cannot be reached (${error.code})`,
    cause: error,
  });
}

const CONNECTION_LOST = 2013;
const RETRYABLE: ReadonlySet<number> = new Set([1205, 1213, 1020, 3101]);
const DUPLICATE = 1062;

/** True where the same transaction, run again, may well pass: it lost against another one, or met what another just wrote. */
export function isLostRace(error: StoreError): boolean {
  return RETRYABLE.has(error.errno) || error.errno === DUPLICATE;
}

/** Beyond a lost race: no connection, too many, a server that stops, is read-only, or belongs to no cluster that may decide. */
const PASSING: ReadonlySet<number> = new Set([CONNECTION_LOST, 1040, 1047, 1053, 1180, 1290, 1792, 1836, 1927]);

/** True where the same call, made again or of another backend, may well be answered: nothing is wrong with it, nor with the schema. */
export function isPassing(error: StoreError): boolean {
  return RETRYABLE.has(error.errno) || PASSING.has(error.errno);
}

/** Too long, out of range, no time, no text of this character set: what a column cannot hold, in the numbers of MySQL. */
const UNFIT: ReadonlySet<number> = new Set([1264, 1265, 1292, 1366, 1406]);

/** True where a caller sent a value that its column cannot hold. */
export function isUnfitValue(error: StoreError): boolean {
  return UNFIT.has(error.errno);
}

/** A statement on a connection that broke before: mysql2 puts no code on that one, only that it is fatal. */
function isClosedConnection(error: unknown): boolean {
  return error instanceof Error && 'fatal' in error && error.fatal === true && !('code' in error && typeof error.code === 'string');
}

interface MysqlError extends Error {
  readonly code: string;
  readonly errno?: number;
  readonly sqlState?: string;
  readonly sqlMessage?: string;
}

const NETWORK = /^(?:ECONN|EHOST|ENET|ETIMEDOUT|ENOTFOUND|EAI_|EPIPE|PROTOCOL_|ER_)/;

/** By what mysql2 puts on its errors; those of a connection carry a code of the system and no SQL state. */
function isMysqlError(error: unknown): error is MysqlError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && ('sqlState' in error || NETWORK.test(error.code));
}

interface SqliteError extends Error {
  readonly errcode: number;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

/** The clause in which a statement first names the column, as MySQL calls it. */
function clauseOf(sql: string, column: string): string {
  const quoted = column
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  const before = sql.slice(0, Math.max(0, sql.indexOf(quoted))).toLowerCase();
  const keyword = [...before.matchAll(/(?<![\w"])(?:select|set|where|on|order by|insert)(?![\w"])/g)].at(-1)?.[0];
  switch (keyword) {
    case 'where':
      return 'where clause';
    case 'on':
      return 'on clause';
    case 'order by':
      return 'order clause';
    default:
      return 'field list';
  }
}
