import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { Ports } from '../../ports/ports.ts';
import { type Tried, tryCall } from '../try-call.ts';

/** What EC2 says of these ids in one region, by id; an id it does not return is not in the map. Asks nothing for no ids. */
export async function describeInstances(
  ports: Ports,
  asked: { readonly region: string; readonly ids: readonly string[] },
): Promise<Tried<ReadonlyMap<string, CloudInstance>>> {
  return await tryCall(collect(ports, asked));
}

async function collect(
  ports: Ports,
  { region, ids }: { readonly region: string; readonly ids: readonly string[] },
): Promise<Map<string, CloudInstance>> {
  const found = new Map<string, CloudInstance>();
  if (ids.length === 0) return found;
  const cloud = await ports.cloud();
  for await (const instance of cloud.instances(region, { by: 'ids', ids })) found.set(instance.id, instance);
  return found;
}
