import { type PriceBook, priceBook } from '../domain/cost.ts';
import { fleetFindings } from '../domain/findings/fleet-findings.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import type { SpotPrice } from '../domain/spot-price.ts';
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
  readonly spotPrices: readonly SpotPrice[];
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
  const snapshot = await gatherFleet(ports, { ...input, ...LISTED });
  return await listSnapshot(ports, { snapshot, input });
}

/** What a list asks for besides the rows: whose they are, but no proof of who asks. */
export const LISTED = { asksAccount: false, verifiesClient: false, asksAttribution: true } as const;

/** The list that a snapshot gives. Prices and offers are asked for where none are given. */
export async function listSnapshot(
  ports: Ports,
  given: {
    readonly snapshot: FleetSnapshot;
    readonly input: ListInput;
    readonly spotPrices?: readonly SpotPrice[] | undefined;
    readonly offers?: HeardOffers | undefined;
  },
): Promise<ListedFleet> {
  const { snapshot, input } = given;
  seenRows(snapshot);
  const fleet = reconcile(snapshot);
  const asksPrices = input.asksCloud && given.spotPrices === undefined;
  const [priced, offers] = await Promise.all([
    asksPrices ? gatherPrices(ports, { fleet, now: snapshot.takenAt }) : { prices: given.spotPrices ?? [], unseen: [] },
    given.offers ?? (input.asksSweep ? gatherOwnerOffers(ports, { fleet, snapshot }) : new Map()),
  ]);
  return {
    snapshot,
    fleet,
    spotPrices: priced.prices,
    prices: priceBook(fleet.instances, priced.prices),
    offers,
    now: snapshot.takenAt,
    findings: fleetFindings(snapshot, fleet),
    unseen: [...unseenSources(snapshot), ...priced.unseen],
  };
}
