import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { CREATE_RECORD, RECORD_TABLE } from '../../domain/schema/recorded-change.ts';
import type { SchemaChanges } from '../../ports/schema-changes.ts';
import { describeActor, recordValues, SELECT_RECORDS, toRecords } from './change-record.ts';
import type { SqlRow, SqlValue } from './sql-session.ts';

/** What the one session with an SQLite file can do, already translating its errors. */
export interface SqliteCalls {
  readonly file: string;
  readonly all: (sql: string, values?: readonly SqlValue[]) => readonly SqlRow[];
  readonly exec: (sql: string) => void;
  readonly isChanging: () => boolean;
}

const SAVE_RECORD = `INSERT INTO ${RECORD_TABLE} (element, state, statement, plan_id, actor, changed_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (element) DO UPDATE SET state = excluded.state, statement = excluded.statement, plan_id = excluded.plan_id, actor = excluded.actor, changed_at = excluded.changed_at`;

/** What may change the schema of an SQLite file: one transaction a run, which also keeps the next run out. A killed run leaves nothing behind. */
export function sqliteChanges({ file, all, exec, isChanging }: SqliteCalls): SchemaChanges {
  const hasRecord = (): boolean => all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [RECORD_TABLE]).length > 0;
  return {
    records: async () => (hasRecord() ? toRecords(all(SELECT_RECORDS)) : null),
    begin: async () => {
      takeFile(file, exec);
      exec(CREATE_RECORD);
      const actor = describeActor(null);
      return {
        run: async (statement) => exec(statement),
        record: async (change) => void all(SAVE_RECORD, recordValues(change, actor)),
        blockersOf: async () => ({ sessions: [], unseen: 'SQLite does not tell which process holds the file' }),
        resume: async () => 'ready',
        // A full disk has ended the transaction by itself.
        end: async () => (isChanging() ? exec('COMMIT') : undefined),
      };
    },
  };
}

function takeFile(file: string, exec: SqliteCalls['exec']): void {
  try {
    exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.code !== 'DATABASE_LOCKED') throw error;
    throw new SpotctlError({
      code: 'DATABASE_LOCKED',
      message: `Another process writes to ${file}, and SQLite does not tell which.`,
      cause: error.cause,
      hint: `Find it with: fuser ${file}`,
      details: error.details,
    });
  }
}
