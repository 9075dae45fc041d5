import type { Timestamp } from '../domain/instance.ts';
import { type PriceNeed, priceNeedsOf } from '../domain/price-needs.ts';
import type { PackableFleet } from '../domain/reconciliation.ts';
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
  { fleet, now }: { readonly fleet: PackableFleet; readonly now: Timestamp },
): Promise<GatheredPrices> {
  return await askPrices(ports, { needs: priceNeedsOf(fleet.instances), now });
}

interface GatheredPrices {
  readonly prices: readonly SpotPrice[];
  readonly unseen: readonly Unseen[];
}

/** The same where the needs are known. */
export async function askPrices(
  ports: Ports,
  { needs, now }: { readonly needs: ReadonlyMap<string, PriceNeed>; readonly now: Timestamp },
): Promise<GatheredPrices> {
  const answers = await Promise.all(
    [...needs].map(async ([region, need]) => ({ region, seen: await see(askRegion({ ports, region, need, now })) })),
  );
  return {
    prices: answers.flatMap(({ seen }) => (seen.ok ? seen.value : [])),
    unseen: answers.flatMap(({ region, seen }) => unseenPart(`spot prices in ${region}`, seen)),
  };
}

async function askRegion(asked: {
  readonly ports: Ports;
  readonly region: string;
  readonly need: PriceNeed;
  readonly now: Timestamp;
}): Promise<readonly SpotPrice[]> {
  const { ports, region, need, now } = asked;
  const cloud = await ports.cloud();
  if (need.instanceTypes.size === 0) return [];
  const earliestMs = Math.min(Date.parse(need.since ?? now), Date.parse(now));
  const since = new Date(Math.max(earliestMs, Date.parse(now) - HISTORY_MS)).toISOString();
  return await cloud.spotPrices(region, { instanceTypes: [...need.instanceTypes], since });
}
