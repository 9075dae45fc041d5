import type { Timestamp } from '../instance.ts';
import type { ElementPlace } from './migration-elements.ts';

/** What spotctl wrote down of one column or index: `adding` and `dropping` are written before the statement, the others after it. */
export interface RecordedChange extends ElementPlace {
  readonly state: 'adding' | 'added' | 'dropping' | 'dropped';
  readonly statement: string;
  /** The kept plan that was carried out; `null` where none was. */
  readonly planId: string | null;
  /** Who ran spotctl, on which machine, as which user of the database. */
  readonly actor: string;
  readonly at: Timestamp;
}

/** The table of the record in the backend's database. */
export const RECORD_TABLE = 'spotctl_schema_changes';

/** Makes the record where it is not there; the same words for every server. */
export const CREATE_RECORD = `CREATE TABLE IF NOT EXISTS ${RECORD_TABLE} (element VARCHAR(191) NOT NULL PRIMARY KEY, state VARCHAR(16) NOT NULL, statement TEXT NOT NULL, plan_id VARCHAR(64) NULL, actor VARCHAR(255) NOT NULL, changed_at VARCHAR(32) NOT NULL)`;

/** True where spotctl added the element, or began to and was interrupted. */
export function isRecordedAsAdded({ state }: RecordedChange): boolean {
  return state !== 'dropped';
}
