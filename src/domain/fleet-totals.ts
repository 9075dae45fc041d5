import { costOf, isWasted } from './cost.ts';
import type { Facts } from './findings/facts.ts';
import type { Standing } from './reconciliation.ts';

/** Counts of the fleet; `null` where nothing was counted and a source that could hold some was not seen. */
export interface FleetTotals {
  /** Everything that has a row and is not over, and everything unregistered. */
  readonly instances: number | null;
  readonly primaries: number | null;
  readonly replicas: number | null;
  readonly zombies: number | null;
  readonly ghosts: number | null;
  readonly unregistered: number | null;
  /** USD per hour of what nobody wants, as far as prices are known; `null` where none is, or EC2 was not seen. */
  readonly hourlyWasteUsd: number | null;
  /** Wasted instances without a known price, which the sum leaves out. */
  readonly unpriced: number;
}

/** Counts by standing, and what is wasted each hour. */
export function totalsOf(facts: Facts): FleetTotals {
  const { instances } = facts.fleet;
  const { backend, database, regions } = facts.input.fleet;
  const areRowsSeen = backend.ok || database.ok;
  const isCloudSeen = areRowsSeen && [...regions.values()].every((seen) => seen.ok);
  const count = (standing: Standing): number => instances.filter((instance) => instance.standing === standing).length;
  const wasted = instances.filter(isWasted);
  const prices = wasted.map((instance) => costOf(instance, { prices: facts.prices, now: facts.input.fleet.takenAt }).usdPerHour);
  const known = prices.filter((price) => price !== null);
  return {
    instances: counted(instances.length - count('terminated'), areRowsSeen),
    primaries: counted(count('primary'), areRowsSeen),
    replicas: counted(count('replica'), areRowsSeen),
    zombies: counted(count('zombie'), areRowsSeen),
    ghosts: counted(count('ghost'), isCloudSeen),
    unregistered: counted(count('unregistered'), isCloudSeen),
    hourlyWasteUsd: known.length === 0 && (wasted.length > 0 || !isCloudSeen) ? null : known.reduce((sum, price) => sum + price, 0),
    unpriced: prices.length - known.length,
  };
}

function counted(count: number, isSeen: boolean): number | null {
  return count > 0 || isSeen ? count : null;
}
