import type { Agent } from './agent.ts';
import type { CloudInstance } from './cloud-instance.ts';
import type { Instance, Timestamp } from './instance.ts';
import type { Replica } from './replica.ts';
import type { Rows } from './rows/rows.ts';
import type { Seen } from './seen.ts';

/** The client's fleet as one source of rows (API or database) tells it. A long one may be packed. */
export interface PackableRows {
  readonly agents: Rows<Agent>;
  readonly instances: Rows<Instance>;
  readonly replicas: Rows<Replica>;
  /** Ids that the source attributes to other clients of the same backend; `null` where the source cannot tell. */
  readonly foreignInstanceIds: ReadonlySet<string> | null;
  /** Why rows may have no agent here, and other clients' ids be missing: the list that tells them was not to be had, or stopped at its limit. */
  readonly attributionLack?: string;
}

/** The same with every row at hand. */
export interface FleetRows extends PackableRows {
  readonly agents: readonly Agent[];
  readonly instances: readonly Instance[];
  readonly replicas: readonly Replica[];
}

export interface Client {
  readonly id: string;
  readonly name: string;
}

/** The fleet as three sources saw it, side by side, at one moment. A long one may be packed. */
export interface PackableSnapshot {
  readonly takenAt: Timestamp;
  readonly client: Seen<Client>;
  readonly backend: Seen<PackableRows>;
  readonly database: Seen<PackableRows>;
  /** One entry for every region asked. */
  readonly regions: ReadonlyMap<string, Seen<Rows<CloudInstance>>>;
  readonly account: Seen<string>;
}

/** The same with every row at hand. */
export interface FleetSnapshot extends PackableSnapshot {
  readonly backend: Seen<FleetRows>;
  readonly database: Seen<FleetRows>;
  readonly regions: ReadonlyMap<string, Seen<readonly CloudInstance[]>>;
}

/** The snapshot with every row at hand, for what looks at them again and again. */
export function holdRows(snapshot: PackableSnapshot): FleetSnapshot {
  const regions = [...snapshot.regions].map(([region, seen]) => [region, held(seen, (rows) => [...rows])] as const);
  return { ...snapshot, backend: held(snapshot.backend, heldRows), database: held(snapshot.database, heldRows), regions: new Map(regions) };
}

function held<Packed, Held>(seen: Seen<Packed>, hold: (packed: Packed) => Held): Seen<Held> {
  return seen.ok ? { ok: true, value: hold(seen.value) } : seen;
}

function heldRows({ agents, instances, replicas, ...rest }: PackableRows): FleetRows {
  return { ...rest, agents: [...agents], instances: [...instances], replicas: [...replicas] };
}
