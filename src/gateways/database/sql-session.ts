import type { ActualSchema } from '../../domain/schema/actual-schema.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';

export type SqlValue = string | number;

/** One row, by column name; what is in it is parsed where it is used. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A session with one server: what MySQL, MariaDB and SQLite each do in their own way. Throws `SpotctlError` only. */
export interface SqlSession {
  readonly server: DatabaseServer;
  /** Runs a SELECT with `?` for values. */
  query(sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** The named tables as the server describes them. */
  describe(tables: readonly string[]): Promise<ActualSchema>;
  /** Runs one statement that changes the schema, waiting only shortly for a lock. */
  alter(statement: string): Promise<void>;
  close(): Promise<void>;
}
