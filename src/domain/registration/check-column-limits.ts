import { isInstanceId } from '../instance.ts';
import type { RegistrationRequest } from './registration-request.ts';

/** The narrower of the two tables a registration writes, in characters. */
const MOST_CHARACTERS = { instanceType: 50, region: 32, az: 48, poolId: 100, imageId: 64 } as const;
/** DECIMAL(10,6): four digits before the point. */
const PRICE_LIMIT = 10_000;
const PRINTABLE = /^[\u0021-\u007e]+$/;

/**
 * What the backend's columns would refuse, one sentence each. The backend demotes the old primary before it looks at the values,
 * so a value it refuses leaves an agent without a primary.
 */
export function checkColumnLimits(request: RegistrationRequest): readonly string[] {
  const id = isInstanceId(request.instanceId) ? [] : [`"${request.instanceId}" is not an EC2 instance id`];
  const mode = request.mode === 'unknown' ? ['the mode is neither spot nor ondemand'] : [];
  return [...id, ...mode, ...checkFacts(request)];
}

/** The same for facts as far as they are given; `null` is not. */
export function checkFacts(facts: {
  readonly instanceType: string | null;
  readonly region: string | null;
  readonly az: string | null;
  readonly poolId: string | null;
  readonly imageId: string | null;
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
}): readonly string[] {
  return [
    ...checkText({ name: 'instance type', value: facts.instanceType, most: MOST_CHARACTERS.instanceType }),
    ...checkText({ name: 'region', value: facts.region, most: MOST_CHARACTERS.region }),
    ...checkText({ name: 'zone', value: facts.az, most: MOST_CHARACTERS.az }),
    ...checkText({ name: 'pool id', value: facts.poolId, most: MOST_CHARACTERS.poolId }),
    ...checkText({ name: 'image id', value: facts.imageId, most: MOST_CHARACTERS.imageId }),
    ...checkPrice('spot price', facts.spotPriceUsdPerHour),
    ...checkPrice('on-demand price', facts.onDemandPriceUsdPerHour),
  ];
}

function checkText({
  name,
  value,
  most,
}: {
  readonly name: string;
  readonly value: string | null;
  readonly most: number;
}): readonly string[] {
  if (value === null) return [];
  if (value === '') return [`the ${name} is empty`];
  if (!PRINTABLE.test(value)) return [`the ${name} holds spaces or other characters that are no part of it`];
  return value.length > most ? [`the ${name} has ${value.length} characters, and the column holds ${most}`] : [];
}

function checkPrice(name: string, price: number | null): readonly string[] {
  if (price === null) return [];
  const isPrice = Number.isFinite(price) && price >= 0 && price < PRICE_LIMIT;
  return isPrice ? [] : [`the ${name} ${price} is not between 0 and ${PRICE_LIMIT} USD per hour`];
}
