import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';
import type { Ports } from '../../ports/ports.ts';
import { see } from '../see.ts';

/** USD per hour of a spot instance of that type in each zone of its region now. */
export async function newestPrices(ports: Ports, { region, instanceType }: AgentIdentity): Promise<readonly SpotPrice[]> {
  const cloud = await ports.cloud();
  const prices = await cloud.spotPrices(region, { instanceTypes: [instanceType], since: ports.clock.now().toISOString() });
  const zones = Map.groupBy(prices, ({ az }) => az);
  return [...zones.values()].flatMap((ofZone) =>
    ofZone.toSorted((left, right) => Date.parse(right.since) - Date.parse(left.since)).slice(0, 1),
  );
}

/** The same of its own zone; `null` where it is no spot instance or EC2 does not tell. */
export async function newestPrice(ports: Ports, identity: AgentIdentity): Promise<number | null> {
  if (identity.mode !== 'spot') return null;
  const prices = await see(newestPrices(ports, identity));
  return prices.ok ? (prices.value.find(({ az }) => az === identity.az)?.usdPerHour ?? null) : null;
}
