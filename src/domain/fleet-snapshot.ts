import type { Agent } from './agent.ts';
import type { CloudInstance } from './cloud-instance.ts';
import type { Instance, Timestamp } from './instance.ts';
import type { Replica } from './replica.ts';
import type { Seen } from './seen.ts';

/** The client's fleet as one source of rows (API or database) tells it. */
export interface FleetRows {
  readonly agents: readonly Agent[];
  readonly instances: readonly Instance[];
  readonly replicas: readonly Replica[];
  /** Ids that the source attributes to other clients of the same backend; `null` where the source cannot tell. */
  readonly foreignInstanceIds: ReadonlySet<string> | null;
  /** Why rows may have no agent here, and other clients' ids be missing: the list that tells them was not to be had, or stopped at its limit. */
  readonly attributionLack?: string;
}

export interface Client {
  readonly id: string;
  readonly name: string;
}

/** The fleet as three sources saw it, side by side, at one moment. */
export interface FleetSnapshot {
  readonly takenAt: Timestamp;
  readonly client: Seen<Client>;
  readonly backend: Seen<FleetRows>;
  readonly database: Seen<FleetRows>;
  /** One entry for every region asked. */
  readonly regions: ReadonlyMap<string, Seen<readonly CloudInstance[]>>;
  readonly account: Seen<string>;
}
