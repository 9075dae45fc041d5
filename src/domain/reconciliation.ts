import type { Agent } from './agent.ts';
import { type CloudInstance, FLEET_TAG, isStanding } from './cloud-instance.ts';
import type { FleetRows, FleetSnapshot } from './fleet-snapshot.ts';
import type { Instance } from './instance.ts';
import { mergeAgents, mergeInstances } from './merge-rows.ts';
import type { Seen } from './seen.ts';

/**
 * Where an instance stands when all that was seen is put together.
 * `ghost`: the backend says terminated, EC2 runs it. `unregistered`: EC2 runs it under the fleet's tags, the backend has no row.
 */
export type Standing = 'primary' | 'replica' | 'zombie' | 'ghost' | 'unregistered' | 'terminated' | 'unknown';

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

/** The whole fleet of one client, sources joined by instance id. */
export interface Fleet {
  readonly agents: readonly Agent[];
  readonly instances: readonly FleetInstance[];
}

/** Joins what the sources said. Rows first, in their order, then unregistered instances as EC2 returned them. */
export function reconcile(snapshot: FleetSnapshot): Fleet {
  const backend = rowsOf(snapshot.backend);
  const database = rowsOf(snapshot.database);
  const agents = mergeAgents(backend.agents, database.agents);
  const index = indexAgents(agents);
  const clouds = indexClouds(snapshot);
  const rows = mergeInstances(backend.instances, database.instances);
  const known = rows.map(({ row, backend: fromBackend, database: fromDatabase }) => {
    const cloud = cloudOf({ id: row.id, region: row.region, snapshot, clouds });
    const agent = index.byId.get(row.agentId ?? '') ?? index.byInstance.get(row.id) ?? agentByTag(cloud, index);
    const isPointedAt = index.byInstance.has(row.id);
    return {
      id: row.id,
      region: row.region,
      standing: standingOf(row, cloud),
      row,
      backend: fromBackend,
      database: fromDatabase,
      cloud,
      agent,
      isPointedAt,
    };
  });
  return { agents, instances: [...known, ...unregistered({ snapshot, rows: new Set(rows.map(({ row }) => row.id)), index })] };
}

interface AgentIndex {
  readonly byId: ReadonlyMap<string, Agent>;
  readonly byInstance: ReadonlyMap<string, Agent>;
  readonly byLogicalId: ReadonlyMap<string, Agent>;
}

const NO_ROWS: FleetRows = { agents: [], instances: [], replicas: [], foreignInstanceIds: null };

function rowsOf(seen: Seen<FleetRows>): FleetRows {
  return seen.ok ? seen.value : NO_ROWS;
}

function indexAgents(agents: readonly Agent[]): AgentIndex {
  return {
    byId: new Map(agents.map((agent) => [agent.id, agent])),
    byInstance: new Map(agents.flatMap((agent) => (agent.instanceId === null ? [] : [[agent.instanceId, agent]]))),
    byLogicalId: new Map(agents.map((agent) => [agent.logicalAgentId, agent])),
  };
}

function indexClouds(snapshot: FleetSnapshot): ReadonlyMap<string, CloudInstance> {
  const clouds = new Map<string, CloudInstance>();
  for (const region of snapshot.regions.values()) {
    if (region.ok) for (const instance of region.value) clouds.set(instance.id, instance);
  }
  return clouds;
}

function cloudOf(input: {
  readonly id: string;
  readonly region: string;
  readonly snapshot: FleetSnapshot;
  readonly clouds: ReadonlyMap<string, CloudInstance>;
}): Seen<CloudInstance | null> {
  const found = input.clouds.get(input.id);
  if (found !== undefined) return { ok: true, value: found };
  const region = input.snapshot.regions.get(input.region);
  if (region === undefined) return { ok: false, why: `EC2 was not asked in ${input.region}`, code: 'NOT_ASKED' };
  return region.ok ? { ok: true, value: null } : region;
}

function agentByTag(cloud: Seen<CloudInstance | null>, index: AgentIndex): Agent | null {
  const tag = cloud.ok ? cloud.value?.tags[FLEET_TAG.logicalAgentId] : undefined;
  return tag === undefined ? null : (index.byLogicalId.get(tag) ?? null);
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
  readonly snapshot: FleetSnapshot;
  readonly rows: ReadonlySet<string>;
  readonly index: AgentIndex;
}): FleetInstance[] {
  const { snapshot, index } = input;
  if (!snapshot.backend.ok && !snapshot.database.ok) return [];
  const known = new Set([...input.rows, ...replicaIds(snapshot), ...foreignIds(snapshot)]);
  return [...snapshot.regions].flatMap(([region, seen]) =>
    (seen.ok ? seen.value : []).flatMap((instance): FleetInstance[] => {
      const agent = index.byLogicalId.get(instance.tags[FLEET_TAG.logicalAgentId] ?? '');
      const isOfTheFleet = instance.tags[FLEET_TAG.managedBy] === FLEET_TAG.managedByValue && agent !== undefined;
      if (!isOfTheFleet || known.has(instance.id) || !isStanding(instance.state)) return [];
      const cloud = { ok: true, value: instance } as const;
      const isPointedAt = index.byInstance.has(instance.id);
      return [{ id: instance.id, region, standing: 'unregistered', row: null, backend: null, database: null, cloud, agent, isPointedAt }];
    }),
  );
}

/** Replicas the backend still counts on: a replica that has ended or was promoted is known by its row, or not at all. */
function replicaIds(snapshot: FleetSnapshot): string[] {
  const replicas = [snapshot.backend, snapshot.database].flatMap((seen) => rowsOf(seen).replicas);
  return replicas
    .filter(({ status, isActive }) => status !== 'terminated' && status !== 'promoted' && isActive !== false)
    .map(({ instanceId }) => instanceId);
}

function foreignIds(snapshot: FleetSnapshot): string[] {
  return [snapshot.backend, snapshot.database].flatMap((seen) => [...(rowsOf(seen).foreignInstanceIds ?? [])]);
}
