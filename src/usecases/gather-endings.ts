import type { Protection } from '../domain/findings/diagnosis-input.ts';
import { factsOf } from '../domain/findings/facts.ts';
import { fleetOnly } from '../domain/findings/fleet-only.ts';
import { spotRequestOf, unwantedOf } from '../domain/findings/unwanted.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { FleetInstance } from '../domain/reconciliation.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** Each costs two calls; the first few tell whether protection is a habit here. */
const ASKED_PROTECTIONS = 20;

/** What stands in the way of ending what nobody wants, and what would bring it back. */
export interface Endings {
  readonly persistentRequests: ReadonlyMap<string, Seen<ReadonlySet<string>>>;
  readonly protections: ReadonlyMap<string, Seen<Protection>>;
}

/** Asks EC2 only where something unwanted runs: one call a region for its spot requests, and the protection of at most 20 instances. */
export async function gatherEndings(ports: Ports, snapshot: FleetSnapshot): Promise<Endings> {
  const unwanted = unwantedOf(factsOf(fleetOnly(snapshot)));
  const [persistentRequests, protections] = await Promise.all([askRequests(ports, unwanted), askProtections(ports, unwanted)]);
  return { persistentRequests, protections };
}

async function askRequests(ports: Ports, unwanted: readonly FleetInstance[]): Promise<Endings['persistentRequests']> {
  const regions = Map.groupBy(
    unwanted.filter((instance) => spotRequestOf(instance) !== null),
    ({ region }) => region,
  );
  const answers = [...regions].map(async ([region, instances]) => {
    const ids = [...new Set(instances.flatMap((instance) => spotRequestOf(instance) ?? []))];
    return [region, await see(ports.cloud().then((cloud) => persistentIn(cloud.spotRequests(region, ids))))] as const;
  });
  return new Map(await Promise.all(answers));
}

async function persistentIn(asking: Promise<readonly { readonly id: string; readonly type: string; readonly state: string }[]>) {
  const requests = await asking;
  const standing = requests.filter(({ type, state }) => type === 'persistent' && (state === 'open' || state === 'active'));
  return new Set(standing.map(({ id }) => id));
}

async function askProtections(ports: Ports, unwanted: readonly FleetInstance[]): Promise<Endings['protections']> {
  const answers = unwanted
    .slice(0, ASKED_PROTECTIONS)
    .map(async ({ id, region }) => [id, await see(ports.cloud().then((cloud) => cloud.protection(region, id)))] as const);
  return new Map(await Promise.all(answers));
}
