import type { Timestamp } from '../../domain/instance.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';
import { answerPages, chunksOf } from './answer-pages.ts';
import type { Ec2Region } from './ec2-region.ts';
import { spotPricePage } from './spot-price-page.ts';

const PRODUCT = 'Linux/UNIX';

export interface PriceQuery {
  readonly instanceTypes: readonly string[];
  readonly since: Timestamp;
}

/** Linux prices of these types in every zone, each zone's entry that already held at `since` included: EC2 sends it along. */
export async function describeSpotPrices(region: Ec2Region, query: PriceQuery): Promise<readonly SpotPrice[]> {
  const call = { action: 'DescribeSpotPriceHistory', region: region.name };
  const prices: SpotPrice[] = [];
  for (const types of chunksOf(query.instanceTypes)) {
    // As a filter a type may be any text; the parameter takes only the types this version of the SDK knows.
    const filter = { Name: 'instance-type', Values: [...types] };
    const scope = { Filters: [filter], ProductDescriptions: [PRODUCT], StartTime: new Date(query.since) };
    const pages = answerPages(call, async (page) => spotPricePage(region, { ...scope, ...page }));
    for await (const page of pages) prices.push(...page.prices);
  }
  return prices;
}
