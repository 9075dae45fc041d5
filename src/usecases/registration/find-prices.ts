import type { CloudInstance } from '../../domain/cloud-instance.ts';
import { type PriceBook, priceBook } from '../../domain/cost.ts';
import type { Fleet } from '../../domain/reconciliation.ts';
import { modeOf, poolOf } from '../../domain/registration/plan-registration.ts';
import type { RegistrationWish } from '../../domain/registration/registration-wish.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';
import type { Ports } from '../../ports/ports.ts';
import { see } from '../see.ts';

/** An instance that was found, and what was wished of it. */
export interface FoundWish {
  readonly wish: RegistrationWish;
  readonly cloud: CloudInstance;
}

/**
 * Spot prices from EC2's history, one query a region. On-demand prices from the fleet's own rows, and from AWS's price list for
 * types that no row prices, where it may be read. A price nobody knows is not there.
 */
export async function findPrices(
  ports: Ports,
  { found, fleet }: { readonly found: readonly FoundWish[]; readonly fleet: Fleet },
): Promise<PriceBook> {
  const { onDemand } = priceBook(fleet.instances, []);
  const [spot, listed] = await Promise.all([findSpotPrices(ports, found), findListedPrices(ports, { found, known: onDemand })]);
  return { ...priceBook([], spot), onDemand: new Map([...listed, ...onDemand]) };
}

async function findSpotPrices(ports: Ports, found: readonly FoundWish[]): Promise<readonly SpotPrice[]> {
  const since = ports.clock.now().toISOString();
  const wanted = found.filter(({ wish, cloud }) => isSpotToAsk(wish, cloud));
  const answers = typesByRegion(wanted).map(async ({ region, instanceTypes }) => {
    const seen = await see(ports.cloud().then((cloud) => cloud.spotPrices(region, { instanceTypes, since })));
    return seen.ok ? seen.value : [];
  });
  return (await Promise.all(answers)).flat();
}

/** By `type region`, as the book has them. */
async function findListedPrices(
  ports: Ports,
  { found, known }: { readonly found: readonly FoundWish[]; readonly known: PriceBook['onDemand'] },
): Promise<readonly (readonly [string, number])[]> {
  const wanted = found.filter(({ wish, cloud }) => {
    const { instanceType } = poolOf({ cloud, overrides: wish.overrides });
    return wish.overrides.onDemandPriceUsdPerHour === null && !known.has(`${instanceType} ${cloud.region}`);
  });
  const answers = typesByRegion(wanted).map(async ({ region, instanceTypes }) => {
    const seen = await see(ports.cloud().then((cloud) => cloud.onDemandPrices(region, instanceTypes)));
    return seen.ok ? [...seen.value].map(([type, price]) => [`${type} ${region}`, price] as const) : [];
  });
  return (await Promise.all(answers)).flat();
}

function typesByRegion(found: readonly FoundWish[]): readonly { readonly region: string; readonly instanceTypes: readonly string[] }[] {
  return [...Map.groupBy(found, ({ cloud }) => cloud.region)].flatMap(([region, there]) => {
    const types = there.map(({ wish, cloud }) => poolOf({ cloud, overrides: wish.overrides }).instanceType);
    const instanceTypes = [...new Set(types)].filter((type) => type !== '');
    return instanceTypes.length === 0 ? [] : [{ region, instanceTypes }];
  });
}

/** What the operator gave wins; then what the book knows of its pool, or of its type in the region. */
export function pricesOf(
  { wish, cloud }: FoundWish,
  book: PriceBook,
): { readonly spotPriceUsdPerHour: number | null; readonly onDemandPriceUsdPerHour: number | null } {
  const { overrides } = wish;
  const { instanceType, az } = poolOf({ cloud, overrides });
  const history = modeOf({ cloud, overrides }) === 'spot' ? book.spot.get(`${instanceType} ${az}`) : undefined;
  return {
    spotPriceUsdPerHour: overrides.spotPriceUsdPerHour ?? history?.at(-1)?.usdPerHour ?? null,
    onDemandPriceUsdPerHour: overrides.onDemandPriceUsdPerHour ?? book.onDemand.get(`${instanceType} ${cloud.region}`) ?? null,
  };
}

function isSpotToAsk({ overrides }: RegistrationWish, cloud: CloudInstance): boolean {
  return overrides.spotPriceUsdPerHour === null && modeOf({ cloud, overrides }) === 'spot';
}
