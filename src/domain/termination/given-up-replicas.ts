import { isStanding } from '../cloud-instance.ts';
import type { FleetSnapshot } from '../fleet-snapshot.ts';
import { isInstanceId } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import type { Replica } from '../replica.ts';

/** Replicas the books call terminated, by instance id; an instance that any other replica row still wants is none. */
export function givenUpReplicas(snapshot: FleetSnapshot): ReadonlyMap<string, Replica> {
  const rows = [snapshot.backend, snapshot.database].flatMap((seen) => (seen.ok ? seen.value.replicas : []));
  const wanted = new Set(rows.filter(isWanted).map((replica) => replica.instanceId));
  const givenUp = rows.filter(({ status, instanceId }) => status === 'terminated' && isInstanceId(instanceId) && !wanted.has(instanceId));
  return new Map(givenUp.map((replica) => [replica.instanceId, replica]));
}

/** Those of them that the instance list does not hold, as long as EC2 still runs them. */
export function replicasWithoutRow(
  replicas: ReadonlyMap<string, Replica>,
  seen: { readonly fleet: Fleet; readonly snapshot: FleetSnapshot },
): readonly FleetInstance[] {
  const { fleet, snapshot } = seen;
  const known = new Set(fleet.instances.flatMap(({ id, row }) => (row === null ? [] : [id])));
  const clouds = [...snapshot.regions.values()].flatMap((region) => (region.ok ? region.value : []));
  return clouds.flatMap((cloud): FleetInstance[] => {
    const replica = replicas.get(cloud.id);
    if (replica === undefined || known.has(cloud.id) || !isStanding(cloud.state)) return [];
    const agent = fleet.agents.find(({ id }) => id === replica.agentId) ?? null;
    const isPointedAt = fleet.agents.some(({ instanceId }) => instanceId === cloud.id);
    const { id, region } = cloud;
    return [
      { id, region, standing: 'ghost', row: null, backend: null, database: null, cloud: { ok: true, value: cloud }, agent, isPointedAt },
    ];
  });
}

function isWanted({ status }: Replica): boolean {
  return status !== 'terminated' && status !== 'failed';
}
