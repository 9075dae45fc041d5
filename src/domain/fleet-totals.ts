import { costOf, isWasted } from './cost.ts';
import type { Facts } from './findings/facts.ts';
import type { Standing } from './reconciliation.ts';

export interface FleetTotals {
  /** Everything that has a row and is not over, and everything unregistered. */
  readonly instances: number;
  readonly primaries: number;
  readonly replicas: number;
  readonly zombies: number;
  readonly ghosts: number;
  readonly unregistered: number;
  /** USD per hour of what nobody wants; `null` where not one price of it is known. */
  readonly hourlyWasteUsd: number | null;
  /** Wasted instances without a known price, which the sum leaves out. */
  readonly unpriced: number;
}

/** Counts by standing, and what is wasted each hour. */
export function totalsOf(facts: Facts): FleetTotals {
  const { instances } = facts.fleet;
  const count = (standing: Standing): number => instances.filter((instance) => instance.standing === standing).length;
  const prices = instances
    .filter(isWasted)
    .map((instance) => costOf(instance, { prices: facts.prices, now: facts.input.fleet.takenAt }).usdPerHour);
  const known = prices.filter((price) => price !== null);
  return {
    instances: instances.length - count('terminated'),
    primaries: count('primary'),
    replicas: count('replica'),
    zombies: count('zombie'),
    ghosts: count('ghost'),
    unregistered: count('unregistered'),
    hourlyWasteUsd: prices.length > 0 && known.length === 0 ? null : known.reduce((sum, price) => sum + price, 0),
    unpriced: prices.length - known.length,
  };
}
