import { type PriceBook, spotPricesByPool } from '../domain/cost.ts';
import { fleetFindings } from '../domain/findings/fleet-findings.ts';
import type { PackableSnapshot } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import { type FleetInstance, type PackableFleet, reconcilePacked } from '../domain/reconciliation.ts';
import type { Rows } from '../domain/rows/rows.ts';
import type { SpotPrice } from '../domain/spot-price.ts';
import { surveyFleet } from '../domain/survey-fleet.ts';
import type { HeardOffers } from '../domain/sweep-obstacle.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherPacked } from './gather-fleet.ts';
import { gatherOwnerOffers } from './gather-owner-offers.ts';
import { askPrices } from './gather-prices.ts';
import { seenRows, type Unseen, unseenSources } from './unseen-sources.ts';

export interface ListInput {
  readonly clientId: string | null;
  readonly regions: readonly string[] | null;
  /** `--no-aws`: EC2 is not asked, and its column is unknown. */
  readonly asksCloud: boolean;
  /** Whether the sweep is asked of zombies that nothing else explains. */
  readonly asksSweep: boolean;
}

export interface Showing {
  /** Where no tags are shown, those that the fleet model says nothing of are not read. */
  readonly showsTags?: boolean;
}

export interface ListedFleet<Snapshot = PackableSnapshot, Joined = PackableFleet> {
  readonly snapshot: Snapshot;
  readonly fleet: Joined;
  /** Its zombies and ghosts. */
  readonly unwanted: Rows<FleetInstance>;
  readonly spotPrices: readonly SpotPrice[];
  readonly prices: PriceBook;
  readonly offers: HeardOffers;
  /** How many rows have no agent that any source names. */
  readonly rowsWithoutAgent: number;
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
export async function listFleet(ports: Ports, { showsTags = true, ...input }: ListInput & Showing): Promise<ListedFleet> {
  const snapshot = await gatherPacked(ports, { ...input, ...LISTED, leavesOut: { attachments: true, otherTags: !showsTags } });
  return await listSnapshot(ports, { snapshot, fleet: reconcilePacked(snapshot), input });
}

/** What a list asks for besides the rows: whose they are, but no proof of who asks. */
export const LISTED = { asksAccount: false, verifiesClient: false, asksAttribution: true } as const;

/** The list that a snapshot and the fleet in it give. Prices and offers are asked for where none are given. */
export async function listSnapshot<Snapshot extends PackableSnapshot, Joined extends PackableFleet>(
  ports: Ports,
  given: {
    readonly snapshot: Snapshot;
    readonly fleet: Joined;
    readonly input: ListInput;
    readonly spotPrices?: readonly SpotPrice[] | undefined;
    readonly offers?: HeardOffers | undefined;
  },
): Promise<ListedFleet<Snapshot, Joined>> {
  const { snapshot, fleet, input } = given;
  seenRows(snapshot);
  const survey = surveyFleet(fleet);
  const asksPrices = input.asksCloud && given.spotPrices === undefined;
  const [priced, offers] = await Promise.all([
    asksPrices ? askPrices(ports, { needs: survey.priceNeeds, now: snapshot.takenAt }) : { prices: given.spotPrices ?? [], unseen: [] },
    given.offers ?? (input.asksSweep ? gatherOwnerOffers(ports, { unwanted: survey.unwanted, snapshot }) : new Map()),
  ]);
  const prices = { spot: spotPricesByPool(priced.prices), onDemand: survey.onDemandPrices };
  return {
    snapshot,
    fleet,
    unwanted: survey.unwanted,
    spotPrices: priced.prices,
    prices,
    offers,
    rowsWithoutAgent: survey.rowsWithoutAgent,
    now: snapshot.takenAt,
    findings: fleetFindings(snapshot, { fleet, survey, prices }),
    unseen: [...unseenSources(snapshot), ...priced.unseen],
  };
}
