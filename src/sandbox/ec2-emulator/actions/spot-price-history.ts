import type { WorldSpotPrice } from '../cloud-world.ts';
import type { Ec2Call } from '../ec2-call.ts';
import { matching } from '../matching.ts';
import { pageOf } from '../paging.ts';
import type { XmlFields } from '../xml.ts';

/** Newest first. The entry that already held at `StartTime` belongs to the answer; the last page has an empty token. */
export function describeSpotPriceHistory(call: Ec2Call): XmlFields {
  const { parameters } = call;
  const wanted = {
    types: parameters.list('InstanceType'),
    products: parameters.list('ProductDescription'),
    zone: parameters.text('AvailabilityZone'),
  };
  const inScope = call.cloud.spotPrices.filter(
    (price) =>
      price.region === call.region &&
      (wanted.types.length === 0 || wanted.types.includes(price.instanceType)) &&
      (wanted.products.length === 0 || wanted.products.includes(productOf(price))) &&
      (wanted.zone === undefined || wanted.zone === price.az),
  );
  const filtered = matching(inScope, { filters: parameters.filters(), valuesOf });
  const within = withinSpan(filtered, { fromMs: parameters.moment('StartTime'), toMs: parameters.moment('EndTime') });
  const { items, nextToken } = pageOf(within, parameters);
  return { spotPriceHistorySet: items.map(priceXml), nextToken: nextToken ?? '' };
}

interface Span {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

function withinSpan(prices: readonly WorldSpotPrice[], { fromMs, toMs }: Span): readonly WorldSpotPrice[] {
  const newestFirst = prices
    .filter(({ since }) => toMs === undefined || Date.parse(since) <= toMs)
    .toSorted((left, right) => Date.parse(right.since) - Date.parse(left.since));
  if (fromMs === undefined) return newestFirst;
  const poolsThatHeld = new Set<string>();
  return newestFirst.filter((price) => {
    if (Date.parse(price.since) > fromMs) return true;
    const pool = `${price.az} ${price.instanceType} ${productOf(price)}`;
    const isFirstOfPool = !poolsThatHeld.has(pool);
    poolsThatHeld.add(pool);
    return isFirstOfPool;
  });
}

function priceXml(price: WorldSpotPrice): XmlFields {
  return {
    instanceType: price.instanceType,
    productDescription: productOf(price),
    spotPrice: price.usdPerHour.toFixed(6),
    timestamp: new Date(price.since).toISOString(),
    availabilityZone: price.az,
  };
}

function productOf(price: WorldSpotPrice): string {
  return price.productDescription ?? 'Linux/UNIX';
}

function valuesOf(price: WorldSpotPrice, filterName: string): readonly string[] | undefined {
  switch (filterName) {
    case 'availability-zone':
      return [price.az];
    case 'instance-type':
      return [price.instanceType];
    case 'product-description':
      return [productOf(price)];
    default:
      return undefined;
  }
}
