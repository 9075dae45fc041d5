import type { Blockers } from '../domain/schema/blocking-session.ts';
import type { RecordedChange } from '../domain/schema/recorded-change.ts';

/** The right to change the schema, held by one run at a time. Every method throws `SpotctlError` with a `DATABASE_*` code. */
export interface SchemaChange {
  /** Runs one statement of a plan, waiting only shortly for a lock. */
  run(statement: string): Promise<void>;
  /** Writes down what is begun or done, in place of what was written of that element. */
  record(change: Omit<RecordedChange, 'actor'>): Promise<void>;
  /** Who is in the way of a change of this table. Never throws for what the user may not see. */
  blockersOf(table: string): Promise<Blockers>;
  /**
   * Connects again after a lost connection. `busy`: the server still carries out what the lost one sent.
   * Throws `SCHEMA_CHANGE_RUNNING` where another run has taken over.
   */
  resume(): Promise<'ready' | 'busy'>;
  end(): Promise<void>;
}

/** What spotctl may do to the schema of the backend's database, and what it has done. */
export interface SchemaChanges {
  /** What spotctl wrote down of its changes; `null` where it has no record in this database yet. */
  records(): Promise<readonly RecordedChange[] | null>;
  /**
   * Takes the right to change the schema, making the record where it is missing. Throws `SCHEMA_CHANGE_RUNNING`, naming who has it,
   * and `DATABASE_DENIED` where one of the statements that are to come is not permitted; nothing is changed then.
   */
  begin(statements: readonly string[]): Promise<SchemaChange>;
}
