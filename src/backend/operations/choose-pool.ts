import type { Store } from '../store/open-store.ts';
import type { AgentRow } from '../store/rows.ts';
import { storedTime } from '../store/stored-time.ts';

const RISK_WINDOW_DAYS = 30;

export interface PoolWish {
  readonly agent: AgentRow;
  readonly preferredZones: readonly string[];
  readonly excludedZones: readonly string[];
  /** No limit where left out. */
  readonly mostUsdPerHour?: number | undefined;
  readonly now: Date;
}

/** How often the pool was interrupted within thirty days, as a part of one interruption a day: 0 to 1. */
export async function poolRisk(store: Store, { poolId, now }: { readonly poolId: string | null; readonly now: Date }): Promise<number> {
  if (poolId === null) return 0;
  return Math.min(1, (await countInterruptions(store, { poolId, now })) / RISK_WINDOW_DAYS);
}

/** The pool of the agent's type and region, but not its own, that was interrupted least and is cheapest; zones it prefers come first. */
export async function choosePool(store: Store, { agent, preferredZones, excludedZones, mostUsdPerHour = Infinity, now }: PoolWish) {
  const pools = await store
    .selectFrom('spot_pools')
    .select(['id', 'pool_name', 'instance_type', 'region', 'az'])
    .where('instance_type', '=', agent.instance_type ?? '')
    .where('region', '=', agent.region ?? '')
    .where('is_active', '=', 1)
    .execute();
  const others = pools.filter(({ id, az }) => id !== agent.current_pool_id && az !== agent.az && !excludedZones.includes(az));
  const rated = [];
  for (const pool of others) {
    const interruptions = await countInterruptions(store, { poolId: pool.id, now });
    const price = await latestPrice(store, pool.id);
    if ((price ?? 0) > mostUsdPerHour) continue;
    rated.push({ ...pool, price, rank: [preferredZones.includes(pool.az) ? 0 : 1, interruptions, price ?? Infinity] });
  }
  return rated.toSorted((one, other) => compareRanks(one.rank, other.rank) || (one.id < other.id ? -1 : 1))[0] ?? null;
}

export async function latestPrice(store: Store, poolId: string): Promise<number | null> {
  const newest = await store
    .selectFrom('spot_price_snapshots')
    .select('price')
    .where('pool_id', '=', poolId)
    .orderBy('captured_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.price ?? null;
}

async function countInterruptions(store: Store, { poolId, now }: { readonly poolId: string; readonly now: Date }): Promise<number> {
  const counted = await store
    .selectFrom('spot_interruption_events')
    .select(({ fn }) => fn.countAll<number>().as('events'))
    .where('pool_id', '=', poolId)
    .where('detected_at', '>=', storedTime(new Date(now.getTime() - RISK_WINDOW_DAYS * 86_400_000)))
    .executeTakeFirstOrThrow();
  return counted.events;
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, position) => rank !== other[position]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
