import type { PriceBook } from '../domain/cost.ts';
import { judgeFleet } from '../domain/findings/judge-fleet.ts';
import { type FleetTotals, totalsOf } from '../domain/fleet-totals.ts';
import type { Client } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import type { Seen } from '../domain/seen.ts';
import type { SpotPrice } from '../domain/spot-price.ts';
import { type Suppression, suppressionOf } from '../domain/suppression.ts';
import { type FollowedFinding, followFindings } from '../domain/watch/followed-findings.ts';
import { type HeldFleet, holdNewest, type SourceAge } from '../domain/watch/held-fleet.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherPrices } from './gather-prices.ts';
import { seenRows } from './unseen-sources.ts';

export interface FollowInput {
  readonly clientId: string | null;
  /** Regions to ask EC2 in; `null` for those of the agents and instances. */
  readonly regions: readonly string[] | null;
  /** What an operator has suppressed, and does not want to see here either. */
  readonly suppressions: readonly Suppression[];
  /** Resolves when it is time for the next look: after a while, or when somebody asks for it or stops. */
  readonly untilNext: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** The fleet at one look: each source's newest answer, with its age. */
export interface FollowedFleet {
  readonly takenAt: Timestamp;
  readonly client: Seen<Client>;
  readonly fleet: Fleet;
  readonly prices: PriceBook;
  readonly totals: FleetTotals;
  readonly findings: readonly FollowedFinding[];
  readonly sources: readonly SourceAge[];
}

/** Spot prices change by the minute at most, and their history is the largest answer of a look. */
const PRICES_KEPT_MS = 60_000;

interface Look {
  readonly held: HeldFleet;
  readonly prices: { readonly spot: readonly SpotPrice[]; readonly askedAtMs: number };
  readonly watched: FollowedFleet;
}

/**
 * Looks at the fleet again and again until the signal aborts. A source that fails keeps its last answer, with its age and the reason.
 * Throws as a list does where the first look finds no rows at all; later looks never throw. Calls a look: those of `listFleet`.
 */
export async function* followFleet(ports: Ports, input: FollowInput): AsyncGenerator<FollowedFleet, void> {
  let look: Look | null = null;
  while (!input.signal.aborted) {
    look = await lookAgain(ports, { input, before: look });
    yield look.watched;
    await input.untilNext();
  }
}

async function lookAgain(ports: Ports, { input, before }: { readonly input: FollowInput; readonly before: Look | null }): Promise<Look> {
  const snapshot = await gatherFleet(ports, {
    clientId: input.clientId,
    regions: input.regions,
    asksCloud: true,
    asksAccount: before === null,
    verifiesClient: false,
    asksAttribution: true,
  });
  if (before === null) seenRows(snapshot);
  const held = holdNewest(before?.held ?? null, snapshot);
  const fleet = reconcile(held.snapshot);
  const prices = await pricesOf(ports, { fleet, before, at: snapshot.takenAt });
  const { facts, findings } = judgeFleet(held.snapshot, prices.spot);
  const { client, takenAt } = held.snapshot;
  const heard = findings.filter((finding) => suppressionOf(finding, { suppressions: input.suppressions, now: takenAt }) === null);
  const followed = followFindings(before?.watched.findings ?? null, { findings: heard, at: takenAt });
  const watched = { takenAt, client, fleet, prices: facts.prices, totals: totalsOf(facts), findings: followed, sources: held.sources };
  return { held, prices, watched };
}

async function pricesOf(
  ports: Ports,
  { fleet, before, at }: { readonly fleet: Fleet; readonly before: Look | null; readonly at: Timestamp },
): Promise<Look['prices']> {
  const askedAtMs = Date.parse(at);
  if (before !== null && askedAtMs - before.prices.askedAtMs < PRICES_KEPT_MS) return before.prices;
  const { prices, unseen } = await gatherPrices(ports, { fleet, now: at });
  return { spot: unseen.length > 0 && before !== null ? before.prices.spot : prices, askedAtMs };
}
