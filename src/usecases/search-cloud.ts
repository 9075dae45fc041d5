import type { CloudInstance } from '../domain/cloud-instance.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/**
 * The snapshot with what EC2 says of these ids in every region that was read, tags or not; one call a region and 100 ids, none where
 * all were found.
 * Where no region is known, the fallback is asked; a region that could not be read stays so.
 */
export async function searchCloud(
  ports: Ports,
  search: { readonly ids: readonly string[]; readonly snapshot: FleetSnapshot; readonly fallbackRegion: string | null },
): Promise<FleetSnapshot> {
  const { snapshot, fallbackRegion } = search;
  const regions = snapshot.regions.size > 0 || fallbackRegion === null ? snapshot.regions : onlyRegion(fallbackRegion);
  const found = new Set([...regions.values()].flatMap((seen) => (seen.ok ? seen.value : [])).map((instance) => instance.id));
  const ids = search.ids.filter((id) => !found.has(id));
  if (ids.length === 0) return snapshot;
  const asked = [...regions].map(
    async ([region, seen]) => [region, seen.ok ? await addFrom({ ports, region, ids, found: seen.value }) : seen] as const,
  );
  return { ...snapshot, regions: new Map(await Promise.all(asked)) };
}

function onlyRegion(region: string): FleetSnapshot['regions'] {
  return new Map([[region, { ok: true, value: [] }]]);
}

async function addFrom(place: {
  readonly ports: Ports;
  readonly region: string;
  readonly ids: readonly string[];
  readonly found: readonly CloudInstance[];
}): Promise<Seen<readonly CloudInstance[]>> {
  const { ports, region, ids, found } = place;
  return await see(
    ports.cloud().then(async (cloud) => {
      const all = [...found];
      for await (const instance of cloud.instances(region, { by: 'ids', ids })) all.push(instance);
      return all;
    }),
  );
}
