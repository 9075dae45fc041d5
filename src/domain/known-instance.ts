import type { CloudInstance } from './cloud-instance.ts';
import type { FleetRows, FleetSnapshot } from './fleet-snapshot.ts';
import type { Instance } from './instance.ts';
import { type FleetInstance, reconcile } from './reconciliation.ts';
import type { Replica } from './replica.ts';
import type { Seen } from './seen.ts';

/** What one book (API or database) has under an id. */
export interface Booked {
  readonly row: Instance | null;
  readonly replicas: readonly Replica[];
  /** True where the book gives the id to another client. */
  readonly isForeign: boolean;
}

/** Each source's word on one id. */
export interface KnownInstance {
  readonly id: string;
  /** `null` where no source that was seen says in which region it is. */
  readonly instance: FleetInstance | null;
  readonly backend: Seen<Booked>;
  readonly database: Seen<Booked>;
  /** `value: null`: EC2 was asked in every region of the snapshot and returned nothing. */
  readonly cloud: Seen<CloudInstance | null>;
}

/** Puts together what the snapshot has of one id, also where it belongs to no row and no agent of the fleet. */
export function knownInstance(snapshot: FleetSnapshot, id: string): KnownInstance {
  const cloud = cloudWord(snapshot, id);
  const backend = bookedIn(snapshot.backend, id);
  const database = bookedIn(snapshot.database, id);
  const instance = reconcile(snapshot).instances.find((one) => one.id === id) ?? withoutRow({ id, snapshot, cloud, backend, database });
  return { id, instance, backend, database, cloud };
}

/** True where any source has a word on the id. */
export function isKnown({ instance, backend, database }: KnownInstance): boolean {
  return instance !== null || [backend, database].some((seen) => seen.ok && (seen.value.replicas.length > 0 || seen.value.isForeign));
}

function bookedIn(rows: Seen<FleetRows>, id: string): Seen<Booked> {
  if (!rows.ok) return rows;
  const { instances, replicas, foreignInstanceIds } = rows.value;
  const row = instances.find((one) => one.id === id) ?? null;
  const isForeign = row === null && foreignInstanceIds?.has(id) === true;
  return { ok: true, value: { row, replicas: replicas.filter((replica) => replica.instanceId === id), isForeign } };
}

/** Found in any region wins; else one region that could not be read leaves it open whether the id is there. */
function cloudWord(snapshot: FleetSnapshot, id: string): Seen<CloudInstance | null> {
  const regions = [...snapshot.regions.values()];
  const found = regions.flatMap((seen) => (seen.ok ? seen.value : [])).find((instance) => instance.id === id);
  if (found !== undefined) return { ok: true, value: found };
  if (regions.length === 0) return { ok: false, why: 'No region is known to ask in.', code: 'NOT_ASKED' };
  const unread = regions.find((seen) => !seen.ok);
  return unread === undefined || unread.ok ? { ok: true, value: null } : unread;
}

function withoutRow({
  id,
  cloud,
  backend,
  database,
  snapshot,
}: Omit<KnownInstance, 'instance'> & { readonly snapshot: FleetSnapshot }): FleetInstance | null {
  const replica = [database, backend].flatMap((seen) => (seen.ok ? seen.value.replicas : [])).at(0);
  const region = (cloud.ok ? cloud.value?.region : undefined) ?? replica?.region ?? null;
  if (region === null) return null;
  const agents = [snapshot.database, snapshot.backend].flatMap((seen) => (seen.ok ? seen.value.agents : []));
  const pointing = agents.find((agent) => agent.instanceId === id);
  const agent = pointing ?? agents.find((one) => one.id === replica?.agentId) ?? null;
  return { id, region, standing: 'unknown', row: null, backend: null, database: null, cloud, agent, isPointedAt: pointing !== undefined };
}
