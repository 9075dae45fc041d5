import type { Agent } from '../agent.ts';
import { FLEET_TAG } from '../cloud-instance.ts';
import { type PriceBook, spotPricesByPool } from '../cost.ts';
import { type FleetInstance, type PackableFleet, reconcile } from '../reconciliation.ts';
import type { Replica } from '../replica.ts';
import type { PackableRows } from '../fleet-snapshot.ts';
import { RowIndex } from '../rows/row-index.ts';
import type { Rows } from '../rows/rows.ts';
import type { Seen } from '../seen.ts';
import type { DiagnosisInput } from './diagnosis-input.ts';
import { type Survey, surveyFleet } from '../survey-fleet.ts';

/** What the sources said, and what every judge would otherwise work out again from it. */
export interface Facts {
  readonly input: DiagnosisInput;
  /** Milliseconds since the epoch, of the moment the snapshot was taken. */
  readonly nowMs: number;
  readonly fleet: PackableFleet;
  readonly prices: PriceBook;
  readonly survey: Survey;
  /** True where every primary's agent is known, so that an agent without one truly has none. */
  readonly areAllAttributed: boolean;
  readonly replicas: Rows<Replica>;
  /** Which agents each source of rows has, by id. */
  readonly agentIds: { readonly backend: Ids; readonly database: Ids };
  /** Which instances some source has a row of, by id. */
  readonly rowIds: Ids;
  /** Agents in use, by the instance they point at. */
  readonly agentsByInstance: RowIndex<Agent>;
  /** Instances of other clients: never judged, only who claims them. `null` where no seen source can tell. */
  readonly foreignIds: ReadonlySet<string> | null;
  /** Ids that the sweep tells some agent to terminate. */
  readonly offeredIds: ReadonlySet<string>;
  /** True where EC2 answered in every region and returned something of this fleet: only then does an absent instance mean anything. */
  readonly isAbsenceTelling: boolean;
}

interface Ids {
  has(id: string): boolean;
}

/** What was worked out already. */
export interface KnownFacts {
  readonly fleet?: PackableFleet;
  /** Of that fleet. */
  readonly survey?: Survey;
  readonly prices?: PriceBook;
}

/** Works the shared facts out once, for all judges. */
export function factsOf(input: DiagnosisInput, known: KnownFacts = {}): Facts {
  const fleet = known.fleet ?? reconcile(input.fleet);
  const survey = known.survey ?? surveyFleet(fleet);
  return {
    input,
    nowMs: Date.parse(input.fleet.takenAt),
    fleet,
    survey,
    prices: known.prices ?? { spot: spotPricesByPool(input.spotPrices), onDemand: survey.onDemandPrices },
    areAllAttributed: !survey.unattributed.some((instance) => isUnattributed(instance, input)),
    replicas: mergeReplicas(input),
    agentIds: { backend: agentIdsIn(input.fleet.backend), database: agentIdsIn(input.fleet.database) },
    rowIds: rowIdsIn(input),
    agentsByInstance: new RowIndex(fleet.agents, ({ instanceId, status }) => (status === 'deleted' ? null : instanceId)),
    foreignIds: foreignIdsOf(input),
    offeredIds: new Set([...input.offers.values()].flatMap((seen) => (seen.ok ? seen.value.offers.map((offer) => offer.instanceId) : []))),
    isAbsenceTelling: isSeenEverywhere(input) && isAnyReturned(input, fleet),
  };
}

/** The primaries that are known to serve an agent. */
export function primariesOf(facts: Facts, agentId: string): Rows<FleetInstance> {
  return facts.survey.primariesOf(agentId);
}

/** True where EC2 was seen to run it, or to start it. */
export function isRunning(instance: FleetInstance): boolean {
  const state = instance.cloud.ok ? instance.cloud.value?.state : undefined;
  return state === 'running' || state === 'pending';
}

/** Whether more might say whom it serves than was seen: the database's row, or its tag in EC2. */
function isUnattributed(instance: FleetInstance, input: DiagnosisInput): boolean {
  const isTagSeen = instance.cloud.ok && (instance.cloud.value !== null || isSeenEverywhere(input));
  return instance.database === null || !isTagSeen;
}

function isSeenEverywhere(input: DiagnosisInput): boolean {
  return [...input.fleet.regions.values()].every((seen) => seen.ok);
}

function isAnyReturned(input: DiagnosisInput, fleet: PackableFleet): boolean {
  if (fleet.instances.some((instance) => instance.cloud.ok && instance.cloud.value !== null)) return true;
  const ours = new Set(fleet.agents.map((agent) => agent.logicalAgentId));
  return [...input.fleet.regions.values()].some(
    (seen) => seen.ok && seen.value.some((instance) => ours.has(instance.tags[FLEET_TAG.logicalAgentId] ?? '')),
  );
}

function agentIdsIn(rows: Seen<PackableRows>): Ids {
  return indexedWhenAsked(() => [new RowIndex(rows.ok ? rows.value.agents : NO_AGENTS, ({ id }) => id)]);
}

const NO_AGENTS: Rows<Agent> = [];

function rowIdsIn({ fleet: { backend, database } }: DiagnosisInput): Ids {
  return indexedWhenAsked(() =>
    [backend, database].flatMap((seen) => (seen.ok ? [new RowIndex(seen.value.instances, ({ id }) => id)] : [])),
  );
}

/** Most fleets have nothing of which it would be asked. */
function indexedWhenAsked(makeIndexes: () => readonly Ids[]): Ids {
  let indexes: readonly Ids[] | null = null;
  return { has: (id) => (indexes ??= makeIndexes()).some((index) => index.has(id)) };
}

/** Each once, though both sources have it, or one of them twice. */
function mergeReplicas({ fleet: { backend, database } }: DiagnosisInput): Rows<Replica> {
  const [first = [], second] = [backend, database].flatMap((seen) => (seen.ok ? [seen.value.replicas] : []));
  const isOnceEach = second === undefined && new RowIndex(first, ({ id }) => id).size === first.length;
  return isOnceEach ? first : [...new Map([...first, ...(second ?? [])].map((replica) => [replica.id, replica])).values()];
}

function foreignIdsOf(input: DiagnosisInput): ReadonlySet<string> | null {
  const known = [input.fleet.backend, input.fleet.database].flatMap((seen) =>
    seen.ok && seen.value.foreignInstanceIds !== null ? [seen.value.foreignInstanceIds] : [],
  );
  return known.length === 0 ? null : new Set(known.flatMap((ids) => [...ids]));
}
