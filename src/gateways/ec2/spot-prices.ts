import { DescribeSpotPriceHistoryCommand, type SpotPrice as HistoryEntry } from '@aws-sdk/client-ec2';
import type { Timestamp } from '../../domain/instance.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';
import { answerPages, chunksOf } from './answer-pages.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';

const ACTION = 'DescribeSpotPriceHistory';
const PRODUCT = 'Linux/UNIX';

export interface PriceQuery {
  readonly instanceTypes: readonly string[];
  readonly since: Timestamp;
}

/** Linux prices of these types in every zone, each zone's entry that already held at `since` included: EC2 sends it along. */
export async function describeSpotPrices(region: Ec2Region, query: PriceQuery): Promise<readonly SpotPrice[]> {
  const call = { action: ACTION, region: region.name };
  const prices: SpotPrice[] = [];
  for (const types of chunksOf(query.instanceTypes)) {
    // As a filter a type may be any text; the parameter takes only the types this version of the SDK knows.
    const filter = { Name: 'instance-type', Values: [...types] };
    const pages = answerPages(call, async (page) => {
      const scope = { Filters: [filter], ProductDescriptions: [PRODUCT], StartTime: new Date(query.since) };
      const command = new DescribeSpotPriceHistoryCommand({ ...scope, ...page });
      return region.call(ACTION, async (client, options) => client.send(command, options));
    });
    for await (const { SpotPriceHistory: history } of pages) {
      if (history === undefined) throw awsAnswerIncomplete(call, 'the price history');
      prices.push(...history.flatMap(readEntry));
    }
  }
  return prices;
}

function readEntry({
  InstanceType: instanceType,
  AvailabilityZone: az,
  SpotPrice: price,
  Timestamp: since,
}: HistoryEntry): readonly SpotPrice[] {
  const usdPerHour = Number(price);
  if (instanceType === undefined || az === undefined || since === undefined || !Number.isFinite(usdPerHour)) return [];
  return [{ instanceType, az, usdPerHour, since: since.toISOString() }];
}
