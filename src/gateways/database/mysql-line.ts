import type { Query, SqlValue } from './sql-session.ts';

/** What may be asked of the one connection of a session; it outlives a connection that broke. */
export interface MysqlLine {
  readonly account: string;
  readonly query: Query;
  /** Runs a statement that changes something, for as long as it takes; how many rows it met. */
  readonly write: (sql: string, values?: readonly SqlValue[]) => Promise<number>;
  readonly reconnect: () => Promise<void>;
  /** The server's number for the connection. */
  readonly thread: () => number;
}
