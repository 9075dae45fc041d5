import type { WorldOnDemandPrice } from '../ec2-emulator/cloud-world.ts';

const USD_PER_HOUR = { 't3.medium': 0.0448, 't3.large': 0.0896, 'm5.large': 0.101, 'c5.large': 0.085, 'c5.xlarge': 0.17 } as const;

/** The price list of a world: the same in each of its regions. */
export function onDemandPrices(regions: readonly string[]): readonly WorldOnDemandPrice[] {
  const prices = Object.entries(USD_PER_HOUR);
  return regions.flatMap((region) => prices.map(([instanceType, usdPerHour]) => ({ region, instanceType, usdPerHour })));
}
