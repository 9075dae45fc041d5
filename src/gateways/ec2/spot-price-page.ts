import { DescribeSpotPriceHistoryCommand, type DescribeSpotPriceHistoryCommandInput } from '@aws-sdk/client-ec2';
import type { Timestamp } from '../../domain/instance.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { BEFORE_THE_SDK_READS, readingAnswer } from './read-answer.ts';
import { readTime } from './read-time.ts';
import { compilePlan, type ElementNode, type ElementPlan } from './xml/element-plan.ts';

const ACTION = 'DescribeSpotPriceHistory';

/** One page of DescribeSpotPriceHistory while it is read. */
export interface PriceDraft {
  readonly prices: SpotPrice[];
  hasHistory: boolean;
  nextToken: string | null;
  entry: { instanceType?: string; az?: string; price?: string; since?: Timestamp };
}

/** One page of the price history. */
export async function spotPricePage(
  region: Ec2Region,
  input: DescribeSpotPriceHistoryCommandInput,
): Promise<{ readonly prices: readonly SpotPrice[]; readonly NextToken?: string }> {
  const { hasHistory, prices, nextToken } = await region.call(ACTION, async (client, options) => {
    const command = new DescribeSpotPriceHistoryCommand(input);
    let page = emptyPricePage();
    const end = (read: PriceDraft): void => void (page = read);
    const reading = readingAnswer({ node: spotPriceNode(), begin: emptyPricePage, end, onArrived: region.onArrived });
    command.middlewareStack.add(reading, BEFORE_THE_SDK_READS);
    await client.send(command, options);
    return page;
  });
  if (!hasHistory) throw awsAnswerIncomplete({ action: ACTION, region: region.name }, 'the price history');
  return { prices, ...(nextToken === null ? {} : { NextToken: nextToken }) };
}

export function emptyPricePage(): PriceDraft {
  return { prices: [], hasHistory: false, nextToken: null, entry: {} };
}

/**
 * The elements of a DescribeSpotPriceHistory answer that become a `SpotPrice`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotPrice.html
 */
export function spotPriceNode(): ElementNode<PriceDraft> {
  return compilePlan(answer, { name: `${ACTION}Response`, onceBit: 0 });
}

const entry: ElementPlan<PriceDraft> = {
  repeats: true,
  begins: (page) => void (page.entry = {}),
  children: {
    instanceType: { reads: (page, text) => void (page.entry.instanceType = text) },
    availabilityZone: { reads: (page, text) => void (page.entry.az = text) },
    spotPrice: { reads: (page, text) => void (page.entry.price = text) },
    timestamp: { reads: (page, text) => void (page.entry.since = readTime(text)) },
  },
  ends: finishEntry,
};

const answer: ElementPlan<PriceDraft> = {
  children: {
    spotPriceHistorySet: { begins: (page) => void (page.hasHistory = true), children: { item: entry } },
    nextToken: { reads: (page, text) => void (page.nextToken = text) },
  },
};

/** An entry that lacks something tells no price. */
function finishEntry({ prices, entry: { instanceType, az, price = '', since } }: PriceDraft): void {
  const usdPerHour = price === '' ? Number.NaN : Number(price);
  if (instanceType === undefined || az === undefined || since === undefined || !Number.isFinite(usdPerHour)) return;
  prices.push({ instanceType, az, usdPerHour, since });
}
