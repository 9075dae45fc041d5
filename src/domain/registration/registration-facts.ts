import type { Agent } from '../agent.ts';
import type { CloudInstance } from '../cloud-instance.ts';
import type { Timestamp } from '../instance.ts';
import type { Fleet } from '../reconciliation.ts';
import type { RegistrationAllowances, RegistrationOverrides } from './registration-wish.ts';
import type { SweepWait } from './sweep.ts';

/** What the plan of one registration rests on: nothing beside it is asked for. */
export interface RegistrationFacts {
  readonly cloud: CloudInstance;
  readonly agent: Agent;
  readonly fleet: Fleet;
  readonly clientId: string;
  /** Ids that the sources give to other clients; `null` where none of them can tell. */
  readonly foreignInstanceIds: ReadonlySet<string> | null;
  readonly isPrimary: boolean;
  readonly overrides: RegistrationOverrides;
  readonly allows: RegistrationAllowances;
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
  /** The agent's wait before a zombie is terminated; `null` where it could not be read. */
  readonly wait: SweepWait | null;
  readonly now: Timestamp;
  /** What gathering has to say besides. */
  readonly notes: readonly string[];
}
