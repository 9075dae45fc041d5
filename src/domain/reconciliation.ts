import type { Agent } from './agent.ts';
import { type CloudInstance, FLEET_TAG, isStanding } from './cloud-instance.ts';
import type { FleetRows, PackableRows, PackableSnapshot } from './fleet-snapshot.ts';
import type { Instance } from './instance.ts';
import { mergeAgents, mergeInstances } from './merge-rows.ts';
import type { Replica } from './replica.ts';
import { RowIndex } from './rows/row-index.ts';
import { joinRows, mapRows, type Rows } from './rows/rows.ts';
import type { Seen } from './seen.ts';

/**
 * Where an instance stands when all that was seen is put together.
 * `ghost`: the backend says terminated, EC2 runs it. `unregistered`: EC2 runs it under the fleet's tags, the backend has no row.
 */
export type Standing = 'primary' | 'replica' | 'zombie' | 'ghost' | 'unregistered' | 'terminated' | 'unknown';

/** True of zombies and ghosts: nobody wants them any more, whether or not they are billed. */
export function isUnwanted({ standing }: Pick<FleetInstance, 'standing'>): boolean {
  return standing === 'zombie' || standing === 'ghost';
}

/** One instance with each source's own word beside the others. */
export interface FleetInstance {
  readonly id: string;
  readonly region: string;
  readonly standing: Standing;
  /** The rows of API and database as one, the database's facts first; `null` where neither has a row. */
  readonly row: Instance | null;
  readonly backend: Instance | null;
  readonly database: Instance | null;
  /** EC2's word: `value: null` means EC2 was asked and returned nothing, which is absent, not gone. */
  readonly cloud: Seen<CloudInstance | null>;
  /** The agent it belongs to, by its row, by an agent that points at it, or by its `LogicalAgentId` tag. */
  readonly agent: Agent | null;
  /** True where an agent's `instance_id` names it. */
  readonly isPointedAt: boolean;
}

/** The whole fleet of one client, sources joined by instance id. A long one is joined anew, instance by instance, whenever it is gone through. */
export interface PackableFleet {
  readonly agents: Rows<Agent>;
  readonly instances: Rows<FleetInstance>;
}

/** The same with every instance at hand. */
export interface Fleet extends PackableFleet {
  readonly agents: readonly Agent[];
  readonly instances: readonly FleetInstance[];
}

/** Joins what the sources said. Rows first, in their order, then unregistered instances as EC2 returned them. */
export function reconcile(snapshot: PackableSnapshot): Fleet {
  const { agents, instances } = reconcilePacked(snapshot);
  return { agents: [...agents], instances: [...instances] };
}

/** The same for a long fleet: only what finds rows by their ids is held besides the rows themselves. */
export function reconcilePacked(snapshot: PackableSnapshot): PackableFleet {
  const backend = rowsOf(snapshot.backend);
  const database = rowsOf(snapshot.database);
  const agents = mergeAgents(backend.agents, database.agents);
  const index = indexAgents(agents);
  const clouds = indexClouds(snapshot);
  const rows = mergeInstances(backend.instances, database.instances);
  const known = mapRows(rows, ({ row, backend: fromBackend, database: fromDatabase }): FleetInstance => {
    const cloud = cloudOf({ id: row.id, region: row.region, snapshot, clouds });
    const pointing = index.byInstance.find(row.id);
    const agent = (row.agentId === null ? undefined : index.byId.find(row.agentId)) ?? pointing ?? agentByTag(cloud, index);
    return {
      id: row.id,
      region: row.region,
      standing: standingOf(row, cloud),
      row,
      backend: fromBackend,
      database: fromDatabase,
      cloud,
      agent,
      isPointedAt: pointing !== undefined,
    };
  });
  return { agents, instances: joinRows(known, unregistered({ snapshot, rows: new RowIndex(rows, ({ row }) => row.id), index })) };
}

interface AgentIndex {
  readonly byId: RowIndex<Agent>;
  readonly byInstance: RowIndex<Agent>;
  readonly byLogicalId: RowIndex<Agent>;
}

const NO_ROWS: FleetRows = { agents: [], instances: [], replicas: [], foreignInstanceIds: null };

function rowsOf(seen: Seen<PackableRows>): PackableRows {
  return seen.ok ? seen.value : NO_ROWS;
}

function indexAgents(agents: Rows<Agent>): AgentIndex {
  return {
    byId: new RowIndex(agents, ({ id }) => id),
    byInstance: new RowIndex(agents, ({ instanceId }) => instanceId),
    byLogicalId: new RowIndex(agents, ({ logicalAgentId }) => logicalAgentId),
  };
}

function indexClouds(snapshot: PackableSnapshot): RowIndex<CloudInstance> {
  const returned = [...snapshot.regions.values()].flatMap((seen) => (seen.ok ? [seen.value] : []));
  return new RowIndex(
    returned.reduce((all, ofRegion) => joinRows(all, ofRegion), []),
    ({ id }) => id,
  );
}

function cloudOf(input: {
  readonly id: string;
  readonly region: string;
  readonly snapshot: PackableSnapshot;
  readonly clouds: RowIndex<CloudInstance>;
}): Seen<CloudInstance | null> {
  const found = input.clouds.find(input.id);
  if (found !== undefined) return { ok: true, value: found };
  const region = input.snapshot.regions.get(input.region);
  if (region === undefined) return { ok: false, why: `EC2 was not asked in ${input.region}`, code: 'NOT_ASKED' };
  return region.ok ? { ok: true, value: null } : region;
}

function agentByTag(cloud: Seen<CloudInstance | null>, index: AgentIndex): Agent | null {
  const tag = cloud.ok ? cloud.value?.tags[FLEET_TAG.logicalAgentId] : undefined;
  return tag === undefined ? null : (index.byLogicalId.find(tag) ?? null);
}

function standingOf(row: Instance, cloud: Seen<CloudInstance | null>): Standing {
  switch (row.status) {
    // A re-registered instance keeps its old confirmation: that contradiction must not make a serving machine a ghost.
    case 'running_primary':
      return 'primary';
    case 'running_replica':
      return 'replica';
    case 'terminated':
      return endedOrGhost(cloud);
    case 'zombie':
      return row.terminationConfirmed === true ? endedOrGhost(cloud) : 'zombie';
    case 'unknown':
      return 'unknown';
    default:
      return row.status satisfies never;
  }
}

function endedOrGhost(cloud: Seen<CloudInstance | null>): Standing {
  return cloud.ok && cloud.value !== null && isStanding(cloud.value.state) ? 'ghost' : 'terminated';
}

function unregistered(input: {
  readonly snapshot: PackableSnapshot;
  readonly rows: { has(id: string): boolean };
  readonly index: AgentIndex;
}): readonly FleetInstance[] {
  const { snapshot, rows, index } = input;
  if (!snapshot.backend.ok && !snapshot.database.ok) return [];
  const books = [rowsOf(snapshot.backend), rowsOf(snapshot.database)];
  let replicas: readonly RowIndex<Replica>[] | null = null;
  const isReplica = (id: string): boolean => {
    replicas ??= books.map((book) => new RowIndex(book.replicas, countedInstanceId));
    return replicas.some((ofBook) => ofBook.has(id));
  };
  const isKnown = (id: string): boolean =>
    rows.has(id) || isReplica(id) || books.some(({ foreignInstanceIds }) => foreignInstanceIds?.has(id) === true);
  return [...snapshot.regions].flatMap(([region, seen]) =>
    (seen.ok ? seen.value : NO_CLOUDS).flatMap((instance): FleetInstance[] => {
      const agent = index.byLogicalId.find(instance.tags[FLEET_TAG.logicalAgentId] ?? '');
      const isOfTheFleet = instance.tags[FLEET_TAG.managedBy] === FLEET_TAG.managedByValue && agent !== undefined;
      if (!isOfTheFleet || !isStanding(instance.state) || isKnown(instance.id)) return [];
      const cloud = { ok: true, value: instance } as const;
      const isPointedAt = index.byInstance.has(instance.id);
      return [{ id: instance.id, region, standing: 'unregistered', row: null, backend: null, database: null, cloud, agent, isPointedAt }];
    }),
  );
}

const NO_CLOUDS: Rows<CloudInstance> = [];

/** Of a replica the backend still counts on: one that has ended or was promoted is known by its row, or not at all. */
function countedInstanceId({ instanceId, status, isActive }: Replica): string | null {
  return status !== 'terminated' && status !== 'promoted' && isActive !== false ? instanceId : null;
}
