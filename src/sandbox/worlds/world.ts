import type { NewRow } from '../../backend/store/new-row.ts';
import type { CloudWorld } from '../ec2-emulator/cloud-world.ts';
import type { BackendFlaws } from '../flawed-backend/backend-flaws.ts';
import type { DefectCode } from './defects.ts';
import type { WorldLogs } from './world-logs.ts';

/** A fleet as it stands at one moment: the backend's rows and what runs in EC2. */
export interface World {
  /** False: the termination-tracking migration was never applied. */
  readonly isMigrated: boolean;
  /** The client whose operator works in the sandbox, and its token. */
  readonly clientId: string;
  readonly clientToken: string;
  readonly administratorToken: string;
  /** Where that client's fleet is, the first region first. */
  readonly regions: readonly string[];
  readonly cloud: CloudWorld;
  /** SQL that runs once all rows are there: what somebody did to the schema by hand. */
  readonly statements: readonly string[];
  /** Where spotctl looks for the database; `null` for where it is. */
  readonly databaseUrl: string | null;
  readonly backend: BackendFlaws;
  readonly logs: WorldLogs;
  /** Made one by one, in the order their foreign keys allow. */
  rows(): Iterable<NewRow>;
}

/** A world whose servers do as they should. */
export const SOUND: Pick<World, 'statements' | 'databaseUrl' | 'backend'> = { statements: [], databaseUrl: null, backend: {} };

export const worldNames = ['incident', 'healthy', 'fleet'] as const;
/** A world by its name, or the healthy one with the defect of that code. */
export type WorldName = (typeof worldNames)[number] | DefectCode;
