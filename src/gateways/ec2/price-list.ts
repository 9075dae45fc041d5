import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import * as z from 'zod/mini';
import { awsFailure } from './aws-failure.ts';
import { type ClientOptions, clientConfig, type Credentials } from './ec2-clients.ts';
import { BEFORE_THE_SDK_KEEPS, limitAnswer } from './limit-answer.ts';
import { openGate, SIDE_BY_SIDE } from './side-by-side.ts';

const ACTION = 'GetProducts';
const ATTEMPTS = 2;
/** A price that the backend can do without is not worth a longer wait. */
const LONGEST_MS = 3_000;
/** What EC2 bills for an instance that runs Linux on shared hardware; the product of a used reservation is another. */
const PRODUCT = { operatingSystem: 'Linux', preInstalledSw: 'NA', tenancy: 'Shared', capacitystatus: 'Used' } as const;

export interface PriceListQuery {
  readonly region: string;
  readonly instanceTypes: readonly string[];
}

/** Linux on-demand prices by type, USD per hour, as AWS's price list has them; a type without exactly one price is not there. */
export async function onDemandPrices(
  options: ClientOptions & { readonly credentials: Credentials },
  { region, instanceTypes }: PriceListQuery,
): Promise<ReadonlyMap<string, number>> {
  const timeoutMs = Math.min(options.timeoutMs, LONGEST_MS);
  const client = new PricingClient({ ...clientConfig({ ...options, timeoutMs, maxAttempts: ATTEMPTS }), region: whereListed(region) });
  client.middlewareStack.add(limitAnswer, BEFORE_THE_SDK_KEEPS);
  const gate = openGate(SIDE_BY_SIDE);
  const askFor = async (instanceType: string): Promise<readonly (readonly [string, number])[]> => {
    const wanted = Object.entries({ ...PRODUCT, instanceType, regionCode: region });
    const Filters = wanted.map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }));
    const command = new GetProductsCommand({ ServiceCode: 'AmazonEC2', FormatVersion: 'aws_v1', MaxResults: 100, Filters });
    const answer = await gate(async () => client.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) }));
    const price = onlyPrice((answer.PriceList ?? []).map(String));
    return price === null ? [] : [[instanceType, price]];
  };
  try {
    return new Map((await Promise.all(instanceTypes.map(askFor))).flat());
  } catch (error) {
    throw awsFailure(error, { service: 'Pricing', action: ACTION, region, timeoutMs, profile: options.profile });
  } finally {
    client.destroy();
  }
}

/** The price list is served in few regions, and tells of all. */
function whereListed(region: string): string {
  if (region.startsWith('cn-')) return 'cn-northwest-1';
  if (region.startsWith('eu-')) return 'eu-central-1';
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1';
}

const dimension = z.object({ unit: z.string(), pricePerUnit: z.object({ USD: z.optional(z.string()) }) });
const product = z.object({
  terms: z.object({
    OnDemand: z.optional(z.record(z.string(), z.object({ priceDimensions: z.record(z.string(), dimension) }))),
  }),
});

/** The price by the hour of all these products; `null` where there is none, or they differ. */
function onlyPrice(products: readonly string[]): number | null {
  const prices = new Set(products.flatMap(hourlyPrices));
  const [price] = prices;
  return prices.size === 1 && price !== undefined ? price : null;
}

function hourlyPrices(text: string): readonly number[] {
  const { terms } = product.parse(JSON.parse(text));
  const dimensions = Object.values(terms.OnDemand ?? {}).flatMap(({ priceDimensions }) => Object.values(priceDimensions));
  const prices = dimensions.flatMap(({ unit, pricePerUnit: { USD } }) => (unit === 'Hrs' && USD !== undefined ? [Number(USD)] : []));
  return prices.filter((price) => price > 0);
}
