import { type PriceBook, priceBook } from '../domain/cost.ts';
import { fleetFindings } from '../domain/findings/fleet-findings.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import type { HeardOffers } from '../domain/sweep-obstacle.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherOwnerOffers } from './gather-owner-offers.ts';
import { gatherPrices } from './gather-prices.ts';
import { seenRows, type Unseen, unseenSources } from './unseen-sources.ts';

export interface ListInput {
  readonly clientId: string | null;
  readonly regions: readonly string[] | null;
  /** `--no-aws`: EC2 is not asked, and its column is unknown. */
  readonly asksCloud: boolean;
  /** Whether the sweep is asked of zombies that nothing else explains. */
  readonly asksSweep: boolean;
}

export interface ListedFleet {
  readonly snapshot: FleetSnapshot;
  readonly fleet: Fleet;
  readonly prices: PriceBook;
  readonly offers: HeardOffers;
  readonly now: Timestamp;
  /** Codes of the findings about an instance or an agent, by its id. */
  readonly findings: ReadonlyMap<string, readonly string[]>;
  /** Sources that were asked and could not be seen: what they would have told is `null` in every item. */
  readonly unseen: readonly Unseen[];
}

/**
 * The fleet as all reachable sources see it. EC2 may be unseen; throws the backend's own error where no source has rows.
 * EC2 calls: those of `gatherFleet`, and one price query a region that has running spot instances. The sweep is asked by `gatherOwnerOffers`.
 */
export async function listFleet(ports: Ports, input: ListInput): Promise<ListedFleet> {
  const snapshot = await gatherFleet(ports, { ...input, asksAccount: false, verifiesClient: false, asksAttribution: true });
  seenRows(snapshot);
  const fleet = reconcile(snapshot);
  const [prices, offers] = await Promise.all([
    input.asksCloud ? gatherPrices(ports, { fleet, now: snapshot.takenAt }) : { prices: [], unseen: [] },
    input.asksSweep ? gatherOwnerOffers(ports, { fleet, snapshot }) : new Map(),
  ]);
  return {
    snapshot,
    fleet,
    prices: priceBook(fleet.instances, prices.prices),
    offers,
    now: snapshot.takenAt,
    findings: fleetFindings(snapshot),
    unseen: [...unseenSources(snapshot), ...prices.unseen],
  };
}
