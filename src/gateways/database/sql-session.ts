import type { ActualSchema } from '../../domain/schema/actual-schema.ts';
import type { DatabaseServer } from '../../ports/fleet-database.ts';
import type { SchemaChanges } from '../../ports/schema-changes.ts';

export type SqlValue = string | number | null;

/** One row, by column name; what is in it is parsed where it is used. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Runs a SELECT with `?` for values. */
export type Query = (sql: string, values: readonly SqlValue[]) => Promise<readonly SqlRow[]>;

/** A session with one server: what MySQL, MariaDB and SQLite each do in their own way. Throws `SpotctlError` only. */
export interface SqlSession {
  readonly server: DatabaseServer;
  readonly query: Query;
  /** The named tables as the server describes them. */
  describe(tables: readonly string[]): Promise<ActualSchema>;
  changes(): SchemaChanges;
  close(): Promise<void>;
}
