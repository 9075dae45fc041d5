import type { PriceBook } from '../domain/cost.ts';
import { judgeFleet } from '../domain/findings/judge-fleet.ts';
import { type FleetTotals, totalsOf } from '../domain/fleet-totals.ts';
import type { Client } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import type { Fleet } from '../domain/reconciliation.ts';
import type { RunSummary } from '../domain/journal/summarize-run.ts';
import type { Seen } from '../domain/seen.ts';
import type { Suppression } from '../domain/suppression.ts';
import { type FollowedFinding, followFindings } from '../domain/watch/followed-findings.ts';
import { type SourceAge, sourceAges } from '../domain/watch/source-ages.ts';
import type { WatchedFleet } from './watch-fleet.ts';

/** The fleet at one look: each source's newest answer, with its age, and the findings that came and went. */
export interface FollowedFleet {
  readonly takenAt: Timestamp;
  readonly client: Seen<Client>;
  readonly fleet: Fleet;
  readonly prices: PriceBook;
  readonly totals: FleetTotals;
  readonly findings: readonly FollowedFinding[];
  readonly sources: readonly SourceAge[];
  /** This client's terminations from this machine that are not over. */
  readonly runs: Seen<readonly RunSummary[]>;
}

/** Follows a watched fleet's findings from look to look. What an operator has suppressed is not shown here either. */
export async function* followFleet(
  looks: AsyncIterable<WatchedFleet>,
  suppressions: readonly Suppression[],
): AsyncGenerator<FollowedFleet, void> {
  let followed: readonly FollowedFinding[] | null = null;
  for await (const { listed, stale, seenAt, runs } of looks) {
    const { snapshot, fleet, prices, now } = listed;
    const { facts, findings } = judgeFleet(snapshot, { spotPrices: listed.spotPrices, suppressions });
    followed = followFindings(followed, { findings, at: now });
    const sources = sourceAges(snapshot, { seenAt, stale });
    const { client } = snapshot;
    const own = runs.ok && client.ok ? { ...runs, value: runs.value.filter(({ clientId }) => clientId === client.value.id) } : runs;
    yield { takenAt: now, client, fleet, prices, totals: totalsOf(facts), findings: followed, sources, runs: own };
  }
}
