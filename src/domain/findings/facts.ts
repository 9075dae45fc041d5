import type { Agent } from '../agent.ts';
import { FLEET_TAG } from '../cloud-instance.ts';
import { type PriceBook, priceBook } from '../cost.ts';
import { type Fleet, type FleetInstance, reconcile } from '../reconciliation.ts';
import type { Replica } from '../replica.ts';
import type { FleetRows } from '../fleet-snapshot.ts';
import type { Seen } from '../seen.ts';
import type { DiagnosisInput } from './diagnosis-input.ts';

/** What the sources said, and what every judge would otherwise work out again from it. */
export interface Facts {
  readonly input: DiagnosisInput;
  /** Milliseconds since the epoch, of the moment the snapshot was taken. */
  readonly nowMs: number;
  readonly fleet: Fleet;
  readonly prices: PriceBook;
  /** Primaries by the id of the agent they serve, as row, pointer or tag says. */
  readonly primaries: ReadonlyMap<string, readonly FleetInstance[]>;
  /** True where every primary's agent is known, so that an agent without one truly has none. */
  readonly areAllAttributed: boolean;
  readonly replicas: readonly Replica[];
  /** Ids of the agents that each source of rows has. */
  readonly agentIds: { readonly backend: ReadonlySet<string>; readonly database: ReadonlySet<string> };
  /** Ids of the instances that some source has a row of. */
  readonly rowIds: ReadonlySet<string>;
  /** Agents in use, by the instance they point at. */
  readonly agentsByInstance: ReadonlyMap<string, readonly Agent[]>;
  /** Instances of other clients: never judged, only who claims them. `null` where no seen source can tell. */
  readonly foreignIds: ReadonlySet<string> | null;
  /** Ids that the sweep tells some agent to terminate. */
  readonly offeredIds: ReadonlySet<string>;
  /** True where EC2 answered in every region and returned something of this fleet: only then does an absent instance mean anything. */
  readonly isAbsenceTelling: boolean;
}

/** Works the shared facts out once, for all judges. A fleet that is reconciled already is not put together again. */
export function factsOf(input: DiagnosisInput, fleet: Fleet = reconcile(input.fleet)): Facts {
  const primaries = fleet.instances.filter(isPrimary);
  return {
    input,
    nowMs: Date.parse(input.fleet.takenAt),
    fleet,
    prices: priceBook(fleet.instances, input.spotPrices),
    primaries: byAgent(primaries),
    areAllAttributed: !primaries.some((instance) => isUnattributed(instance, input)),
    replicas: mergeReplicas(input),
    agentIds: { backend: agentIdsIn(input.fleet.backend), database: agentIdsIn(input.fleet.database) },
    rowIds: new Set(fleet.instances.flatMap(({ id, row }) => (row === null ? [] : [id]))),
    agentsByInstance: Map.groupBy(
      fleet.agents.filter((agent) => agent.instanceId !== null && agent.status !== 'deleted'),
      (agent) => agent.instanceId ?? '',
    ),
    foreignIds: foreignIdsOf(input),
    offeredIds: new Set([...input.offers.values()].flatMap((seen) => (seen.ok ? seen.value.offers.map((offer) => offer.instanceId) : []))),
    isAbsenceTelling: isSeenEverywhere(input) && isAnyReturned(input, fleet),
  };
}

/** True where the book has it as the one that serves: a status of primary that `is_primary` does not deny. */
export function isPrimary(instance: FleetInstance): boolean {
  return instance.standing === 'primary' && instance.row?.isPrimary !== false;
}

/** The primaries that are known to serve an agent. */
export function primariesOf(facts: Facts, agentId: string): readonly FleetInstance[] {
  return facts.primaries.get(agentId) ?? [];
}

/** True where EC2 was seen to run it, or to start it. */
export function isRunning(instance: FleetInstance): boolean {
  const state = instance.cloud.ok ? instance.cloud.value?.state : undefined;
  return state === 'running' || state === 'pending';
}

function byAgent(primaries: readonly FleetInstance[]): ReadonlyMap<string, readonly FleetInstance[]> {
  const attributed = primaries.filter((instance) => instance.agent !== null);
  return Map.groupBy(attributed, (instance) => instance.agent?.id ?? '');
}

/** Neither its row nor, where EC2 was seen, its tag says whom it serves. */
function isUnattributed(instance: FleetInstance, input: DiagnosisInput): boolean {
  const isTagSeen = instance.cloud.ok && (instance.cloud.value !== null || isSeenEverywhere(input));
  return instance.agent === null && (instance.database === null || !isTagSeen);
}

function isSeenEverywhere(input: DiagnosisInput): boolean {
  return [...input.fleet.regions.values()].every((seen) => seen.ok);
}

function isAnyReturned(input: DiagnosisInput, fleet: Fleet): boolean {
  if (fleet.instances.some((instance) => instance.cloud.ok && instance.cloud.value !== null)) return true;
  const ours = new Set(fleet.agents.map((agent) => agent.logicalAgentId));
  return [...input.fleet.regions.values()].some(
    (seen) => seen.ok && seen.value.some((instance) => ours.has(instance.tags[FLEET_TAG.logicalAgentId] ?? '')),
  );
}

function agentIdsIn(rows: Seen<FleetRows>): ReadonlySet<string> {
  return new Set(rows.ok ? rows.value.agents.map(({ id }) => id) : []);
}

function mergeReplicas(input: DiagnosisInput): readonly Replica[] {
  const { backend, database } = input.fleet;
  const all = [...(backend.ok ? backend.value.replicas : []), ...(database.ok ? database.value.replicas : [])];
  return [...new Map(all.map((replica) => [replica.id, replica])).values()];
}

function foreignIdsOf(input: DiagnosisInput): ReadonlySet<string> | null {
  const known = [input.fleet.backend, input.fleet.database].flatMap((seen) =>
    seen.ok && seen.value.foreignInstanceIds !== null ? [seen.value.foreignInstanceIds] : [],
  );
  return known.length === 0 ? null : new Set(known.flatMap((ids) => [...ids]));
}
