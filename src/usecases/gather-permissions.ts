import type { Fleet, FleetInstance } from '../domain/reconciliation.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** Asks EC2 with DryRun, in each region where it returned an instance of this fleet, whether that one may be terminated. One call a region. */
export async function gatherPermissions(ports: Ports, fleet: Fleet): Promise<ReadonlyMap<string, Seen<boolean>>> {
  const candidates = new Map<string, string>();
  for (const instance of fleet.instances) {
    if (isAskable(instance) && !candidates.has(instance.region)) candidates.set(instance.region, instance.id);
  }
  const answers = [...candidates].map(
    async ([region, id]) => [region, await see(ports.cloud().then((cloud) => cloud.mayTerminate(region, [id])))] as const,
  );
  return new Map(await Promise.all(answers));
}

function isAskable({ cloud, region }: FleetInstance): boolean {
  return cloud.ok && cloud.value !== null && cloud.value.region === region && cloud.value.state !== 'terminated';
}
