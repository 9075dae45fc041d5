import type { WorldSpotPrice } from '../ec2-emulator/cloud-world.ts';
import { DAY, HOUR, type Moments } from './moments.ts';

export interface Pool {
  readonly region: string;
  readonly az: string;
  readonly instanceType: string;
  /** What the price swings around. */
  readonly usdPerHour: number;
}

const SWINGS = [1, 1.04, 0.98, 1.07, 1.02, 0.95, 1.01, 1.05] as const;

/** A month of prices: one that held a month ago, one a day since, and one of the last hours. */
export function priceHistory(pools: readonly Pool[], moments: Moments): readonly WorldSpotPrice[] {
  return pools.flatMap((pool, position) => {
    const ages = [...Array.from({ length: 30 }, (_, day) => (30 - day) * DAY), 2 * HOUR];
    return ages.map((secondsAgo, step) => ({
      region: pool.region,
      az: pool.az,
      instanceType: pool.instanceType,
      usdPerHour: roundPrice(pool.usdPerHour * (SWINGS[(step + position) % SWINGS.length] ?? 1)),
      since: moments.iso(secondsAgo),
    }));
  });
}

/** EC2 gives prices to four decimals. */
function roundPrice(usdPerHour: number): number {
  return Math.round(usdPerHour * 10_000) / 10_000;
}
