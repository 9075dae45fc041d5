import { FLEET_TAG } from '../domain/cloud-instance.ts';
import { costOf, priceBook } from '../domain/cost.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { type Fleet, type FleetInstance, reconcile } from '../domain/reconciliation.ts';
import { discoverIn, type Discovered } from '../domain/registration/discovered.ts';
import type { Ports } from '../ports/ports.ts';
import { chooseAgent } from './choose-agent.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherPrices } from './gather-prices.ts';
import { requireSeen } from './require-seen.ts';
import { type Unseen, unseenSources } from './unseen-sources.ts';

export interface Discovery {
  readonly found: readonly Discovered[];
  /** Tagged for agents that this client does not have, so never registered here. */
  readonly strangers: readonly { readonly id: string; readonly region: string; readonly tag: string | null }[];
  readonly unseen: readonly Unseen[];
}

/**
 * What EC2 runs under the fleet's tags and the backend does not know. Changes nothing. Throws the backend's error, `AGENT_UNKNOWN`
 * or `AGENT_AMBIGUOUS`; a region that cannot be read is told in `unseen`, and throws where there is no other.
 */
export async function discoverUnregistered(
  ports: Ports,
  input: { readonly clientId: string | null; readonly regions: readonly string[] | null; readonly agent: string | null },
): Promise<Discovery> {
  const snapshot = await gatherFleet(ports, {
    clientId: input.clientId,
    regions: input.regions,
    asksCloud: true,
    asksAccount: false,
    verifiesClient: true,
    asksAttribution: true,
  });
  requireSeen(snapshot.client);
  requireSeen(snapshot.backend);
  requireSomeRegion(snapshot);
  const fleet = reconcile(snapshot);
  const agentId = input.agent === null ? null : chooseAgent(fleet.agents, input.agent).id;
  const instances = fleet.instances.filter(
    ({ standing, agent }) => standing === 'unregistered' && (agentId === null || agent?.id === agentId),
  );
  const prices = await gatherPrices(ports, { fleet: { agents: fleet.agents, instances }, now: snapshot.takenAt });
  const book = priceBook(fleet.instances, prices.prices);
  const hourlyOf = (instance: FleetInstance): number | null => costOf(instance, { prices: book, now: snapshot.takenAt }).usdPerHour;
  return {
    found: discoverIn(instances, { fleet, now: snapshot.takenAt, hourlyOf }),
    strangers: agentId === null ? strangersIn(snapshot, fleet) : [],
    unseen: [...unseenSources(snapshot), ...prices.unseen],
  };
}

function requireSomeRegion(snapshot: FleetSnapshot): void {
  const regions = [...snapshot.regions.values()];
  const [first] = regions;
  if (first !== undefined && regions.every((seen) => !seen.ok)) requireSeen(first);
}

function strangersIn(snapshot: FleetSnapshot, fleet: Fleet): Discovery['strangers'] {
  const own = new Set(fleet.agents.map(({ logicalAgentId }) => logicalAgentId));
  const known = new Set(fleet.instances.map(({ id }) => id));
  const foreign = [snapshot.backend, snapshot.database].flatMap((seen) => (seen.ok ? [...(seen.value.foreignInstanceIds ?? [])] : []));
  const others = new Set(foreign);
  return [...snapshot.regions].flatMap(([region, seen]) =>
    (seen.ok ? seen.value : []).flatMap(({ id, tags, state }) => {
      const tag = tags[FLEET_TAG.logicalAgentId] ?? null;
      const isOurs = tags[FLEET_TAG.managedBy] === FLEET_TAG.managedByValue && state === 'running';
      const isStranger = isOurs && !known.has(id) && !others.has(id) && (tag === null || !own.has(tag));
      return isStranger ? [{ id, region, tag }] : [];
    }),
  );
}
