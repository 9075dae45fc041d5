import { type CloudInstance, isStanding } from './cloud-instance.ts';
import type { Timestamp } from './instance.ts';
import { type FleetInstance, isUnwanted } from './reconciliation.ts';
import type { SpotPrice } from './spot-price.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;

/** What an instance costs now, and what it has cost since nobody wanted it. Unknown prices and moments are `null`. */
export interface InstanceCost {
  readonly usdPerHour: number | null;
  readonly wastedSince: Timestamp | null;
  readonly wastedUsd: number | null;
}

export interface PriceBook {
  /** Spot prices by `type zone`, oldest first. */
  readonly spot: ReadonlyMap<string, readonly SpotPrice[]>;
  /** USD per hour by `type region`, as the backend's rows know it. */
  readonly onDemand: ReadonlyMap<string, number>;
}

/** The prices that the fleet's own rows and EC2's history know. */
export function priceBook(fleet: Iterable<FleetInstance>, spot: readonly SpotPrice[]): PriceBook {
  const onDemand = new Map<string, number>();
  for (const instance of fleet) noteOnDemandPrice(onDemand, instance);
  return { spot: spotPricesByPool(spot), onDemand };
}

/** Takes the price of an instance's own row. The API lists the newest row first, and an old one may have an old price. */
export function noteOnDemandPrice(onDemand: Map<string, number>, { row, region }: FleetInstance): void {
  if (row?.onDemandPriceUsdPerHour == null || row.instanceType === null) return;
  const pool = `${row.instanceType} ${region}`;
  if (!onDemand.has(pool)) onDemand.set(pool, row.onDemandPriceUsdPerHour);
}

/** Spot prices by `type zone`, oldest first. */
export function spotPricesByPool(prices: readonly SpotPrice[]): ReadonlyMap<string, readonly SpotPrice[]> {
  const pools = Map.groupBy(prices, (price) => `${price.instanceType} ${price.az}`);
  return new Map(
    [...pools].map(([pool, ofPool]) => [pool, ofPool.toSorted((left, right) => Date.parse(left.since) - Date.parse(right.since))]),
  );
}

/** True where nobody wants the instance any more and EC2 still bills it. */
export function isWasted(instance: FleetInstance): boolean {
  return isUnwanted(instance) && instance.cloud.ok && instance.cloud.value !== null && isBilled(instance.cloud.value);
}

/** True while EC2 charges for the machine itself. */
export function isBilled(cloud: CloudInstance): boolean {
  return isStanding(cloud.state) && cloud.state !== 'stopped';
}

/**
 * Cost of one instance at `now`. Wasted cost follows the spot price history over the span, not one price times hours.
 * @see the cost rules of the fleet model: spot price by type and zone, else the on-demand price the backend knows
 */
export function costOf(instance: FleetInstance, at: { readonly prices: PriceBook; readonly now: Timestamp }): InstanceCost {
  const { prices, now } = at;
  const cloud = instance.cloud.ok ? instance.cloud.value : null;
  if (cloud === null) return { usdPerHour: null, wastedSince: null, wastedUsd: null };
  const usdPerHour = isBilled(cloud) ? currentPrice(cloud, prices) : 0;
  const wastedSince = isWasted(instance) ? unwantedSince(instance) : null;
  const wastedUsd = wastedSince === null ? null : priceOfSpan({ cloud, prices, from: wastedSince, to: now });
  return { usdPerHour, wastedSince, wastedUsd };
}

/** The first moment from which some source says the instance is not wanted; never before its launch. */
export function unwantedSince(instance: FleetInstance): Timestamp | null {
  const since = earlierOf(instance.row?.zombieSince ?? null, instance.row?.terminatedAt ?? null);
  const launchedAt = instance.cloud.ok ? (instance.cloud.value?.launchedAt ?? null) : null;
  if (since === null) return null;
  return launchedAt !== null && Date.parse(launchedAt) > Date.parse(since) ? launchedAt : since;
}

function earlierOf(one: Timestamp | null, other: Timestamp | null): Timestamp | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? one : other;
}

function currentPrice(cloud: CloudInstance, prices: PriceBook): number | null {
  if (cloud.lifecycle === 'on-demand') return prices.onDemand.get(`${cloud.instanceType} ${cloud.region}`) ?? null;
  return historyOf(cloud, prices).at(-1)?.usdPerHour ?? null;
}

function historyOf(cloud: CloudInstance, prices: PriceBook): readonly SpotPrice[] {
  return prices.spot.get(`${cloud.instanceType} ${cloud.az}`) ?? [];
}

function priceOfSpan(input: {
  readonly cloud: CloudInstance;
  readonly prices: PriceBook;
  readonly from: Timestamp;
  readonly to: Timestamp;
}): number | null {
  const from = Date.parse(input.from);
  const to = Date.parse(input.to);
  if (to <= from) return 0;
  if (input.cloud.lifecycle === 'on-demand') {
    const price = currentPrice(input.cloud, input.prices);
    return price === null ? null : (price * (to - from)) / MILLISECONDS_PER_HOUR;
  }
  return spotPriceOfSpan(historyOf(input.cloud, input.prices), { from, to });
}

/** `null` where the history begins after the span does: the part before it has no known price. */
function spotPriceOfSpan(history: readonly SpotPrice[], span: { readonly from: number; readonly to: number }): number | null {
  const first = history[0];
  if (first === undefined || Date.parse(first.since) > span.from) return null;
  let usd = 0;
  for (const [position, price] of history.entries()) {
    const next = history[position + 1];
    const begins = Math.max(span.from, Date.parse(price.since));
    const ends = next === undefined ? span.to : Math.min(span.to, Date.parse(next.since));
    if (ends > begins) usd += (price.usdPerHour * (ends - begins)) / MILLISECONDS_PER_HOUR;
  }
  return usd;
}
