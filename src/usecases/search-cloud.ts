import type { CloudInstance } from '../domain/cloud-instance.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/**
 * The snapshot with what EC2 says of one id in every region that was read, tags or not; one call a region, none where it was found.
 * Where no region is known, the fallback is asked; a region that could not be read stays so.
 */
export async function searchCloud(
  ports: Ports,
  search: { readonly id: string; readonly snapshot: FleetSnapshot; readonly fallbackRegion: string | null },
): Promise<FleetSnapshot> {
  const { id, snapshot, fallbackRegion } = search;
  const regions = snapshot.regions.size > 0 || fallbackRegion === null ? snapshot.regions : onlyRegion(fallbackRegion);
  const isFound = [...regions.values()].some((seen) => seen.ok && seen.value.some((instance) => instance.id === id));
  if (isFound) return snapshot;
  const asked = [...regions].map(
    async ([region, seen]) => [region, seen.ok ? await addFrom({ ports, region, id, found: seen.value }) : seen] as const,
  );
  return { ...snapshot, regions: new Map(await Promise.all(asked)) };
}

function onlyRegion(region: string): FleetSnapshot['regions'] {
  return new Map([[region, { ok: true, value: [] }]]);
}

async function addFrom(place: {
  readonly ports: Ports;
  readonly region: string;
  readonly id: string;
  readonly found: readonly CloudInstance[];
}): Promise<Seen<readonly CloudInstance[]>> {
  const { ports, region, id, found } = place;
  return await see(
    ports.cloud().then(async (cloud) => {
      const all = [...found];
      for await (const instance of cloud.instances(region, { by: 'ids', ids: [id] })) all.push(instance);
      return all;
    }),
  );
}
