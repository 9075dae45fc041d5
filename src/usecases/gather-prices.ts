import { isBilled, unwantedSince } from '../domain/cost.ts';
import type { Timestamp } from '../domain/instance.ts';
import type { Fleet, FleetInstance } from '../domain/reconciliation.ts';
import type { SpotPrice } from '../domain/spot-price.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';
import { type Unseen, unseenPart } from './unseen-sources.ts';

/** EC2 keeps the price history of 90 days. */
const HISTORY_MS = 90 * 86_400_000;

/**
 * Spot prices of everything that runs: the newest, and the history back to when the first of them stopped being wanted.
 * One query a region that has a running spot instance.
 */
export async function gatherPrices(
  ports: Ports,
  { fleet, now }: { readonly fleet: Fleet; readonly now: Timestamp },
): Promise<{ prices: readonly SpotPrice[]; unseen: readonly Unseen[] }> {
  const running = fleet.instances.filter(isBilledSpot);
  const regions = [...new Set(running.map((instance) => instance.region))];
  const answers = await Promise.all(
    regions.map(async (region) => ({
      region,
      seen: await see(askRegion({ ports, running: running.filter((instance) => instance.region === region), region, now })),
    })),
  );
  return {
    prices: answers.flatMap(({ seen }) => (seen.ok ? seen.value : [])),
    unseen: answers.flatMap(({ region, seen }) => unseenPart(`spot prices in ${region}`, seen)),
  };
}

async function askRegion(asked: {
  readonly ports: Ports;
  readonly running: readonly FleetInstance[];
  readonly region: string;
  readonly now: Timestamp;
}): Promise<readonly SpotPrice[]> {
  const cloud = await asked.ports.cloud();
  const instanceTypes = [
    ...new Set(asked.running.flatMap((instance) => (instance.cloud.ok ? (instance.cloud.value?.instanceType ?? []) : []))),
  ];
  return instanceTypes.length === 0
    ? []
    : await cloud.spotPrices(asked.region, { instanceTypes, since: earliestNeed(asked.running, asked.now) });
}

function earliestNeed(running: readonly FleetInstance[], now: Timestamp): Timestamp {
  const moments = running
    .filter(({ standing }) => standing === 'zombie' || standing === 'ghost')
    .map((instance) => Date.parse(unwantedSince(instance) ?? now));
  const earliest = moments.reduce((first, moment) => Math.min(first, moment), Date.parse(now));
  return new Date(Math.max(earliest, Date.parse(now) - HISTORY_MS)).toISOString();
}

function isBilledSpot(instance: FleetInstance): boolean {
  return instance.cloud.ok && instance.cloud.value !== null && instance.cloud.value.lifecycle === 'spot' && isBilled(instance.cloud.value);
}
