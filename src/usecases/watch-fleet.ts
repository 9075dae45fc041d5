import type { Client } from '../domain/fleet-snapshot.ts';
import { type KeptSnapshot, keepLastSeen, type StaleSource } from '../domain/keep-last-seen.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import { type RunSummary, summarizeRun } from '../domain/journal/summarize-run.ts';
import type { Seen } from '../domain/seen.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import type { SpotPrice } from '../domain/spot-price.ts';
import type { HeardOffers } from '../domain/sweep-obstacle.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherFleet } from './gather-fleet.ts';
import { see } from './see.ts';
import { LISTED, type ListedFleet, type ListInput, listSnapshot } from './list-fleet.ts';

/** Spot prices move by the hour: asking for them every few seconds would only cost calls. */
const PRICES_LAST_MS = 300_000;

export interface WatchInput {
  readonly list: ListInput;
  /** Resolves when it is time for the next look: after a while, or when somebody asks for it or stops. */
  readonly untilNext: () => Promise<void>;
  /** Opens the sources anew: one that failed may hold a connection that is broken for good. */
  readonly open: () => Promise<Ports & { close(): Promise<void> }>;
  readonly signal: AbortSignal;
}

/** The list at one moment. What a source does not tell now is as it told it last, and the source is among `stale`. */
export interface WatchedFleet {
  readonly listed: ListedFleet<FleetSnapshot, Fleet>;
  readonly stale: readonly StaleSource[];
  /** When each source, by its name, last answered. */
  readonly seenAt: ReadonlyMap<string, Timestamp>;
  /** Terminations from this machine that are not over, oldest first; why the journal could not be read. */
  readonly runs: Seen<readonly RunSummary[]>;
}

interface Memory {
  readonly kept: KeptSnapshot;
  readonly offers: HeardOffers;
  readonly spotPrices: readonly SpotPrice[];
  readonly pricedAt: Timestamp;
  readonly pricedFor: string;
}

/**
 * Lists the fleet again and again, pausing after each. Ends only by its signal. The first list throws as `listFleet` does; afterwards
 * nothing that a source does ends it.
 */
export async function* watchFleet({ list, untilNext, open, signal }: WatchInput): AsyncGenerator<WatchedFleet> {
  let ports = await open();
  let memory: Memory | null = null;
  try {
    for (;;) {
      const runs = see(openRuns(ports));
      const { watched, remembered } = await lookAgain(ports, { list, memory });
      memory = remembered;
      yield { ...watched, runs: await runs };
      await untilNext();
      if (signal.aborted) return;
      if (watched.stale.length === 0) continue;
      await ports.close();
      ports = await open();
    }
  } finally {
    await ports.close();
  }
}

async function lookAgain(
  ports: Ports,
  { list, memory }: { readonly list: ListInput; readonly memory: Memory | null },
): Promise<{ readonly watched: Omit<WatchedFleet, 'runs'>; readonly remembered: Memory }> {
  const client = clientOf(memory);
  const gathered = await gatherFleet(ports, { ...list, ...LISTED, clientId: client?.id ?? list.clientId });
  const kept = keepLastSeen(memory?.kept ?? null, client === null ? gathered : { ...gathered, client: { ok: true, value: client } });
  const { snapshot, stale } = kept;
  const pricedFor = poolsOf(kept);
  const known = pricesStillGood(memory, { pricedFor, now: snapshot.takenAt });
  const offers = offersDuringSilence(memory, stale);
  const listed = await listSnapshot(ports, { snapshot, fleet: reconcile(snapshot), input: list, spotPrices: known?.spotPrices, offers });
  const spotPrices = listed.unseen.length === 0 ? listed.spotPrices : [...(memory?.spotPrices ?? []), ...listed.spotPrices];
  const pricedAt = known?.pricedAt ?? snapshot.takenAt;
  return { watched: { listed, stale, seenAt: kept.seenAt }, remembered: { kept, offers: listed.offers, spotPrices, pricedAt, pricedFor } };
}

async function openRuns(ports: Ports): Promise<readonly RunSummary[]> {
  const journal = await ports.journal();
  return (await journal.openRuns()).map(summarizeRun);
}

/** Whose token it is does not change under a watch. */
function clientOf(memory: Memory | null): Client | null {
  const client = memory?.kept.snapshot.client;
  return client?.ok === true ? client.value : null;
}

/** A sweep that cannot be asked now has not begun to fail. */
function offersDuringSilence(memory: Memory | null, stale: readonly StaleSource[]): HeardOffers | undefined {
  return stale.some(({ source }) => source === 'backend') ? memory?.offers : undefined;
}

function pricesStillGood(
  memory: Memory | null,
  { pricedFor, now }: { readonly pricedFor: string; readonly now: Timestamp },
): Pick<Memory, 'spotPrices' | 'pricedAt'> | null {
  const isGood = memory?.pricedFor === pricedFor && Date.parse(now) - Date.parse(memory.pricedAt) < PRICES_LAST_MS;
  return isGood ? memory : null;
}

/** The spot pools that EC2 was seen to run something in. */
function poolsOf({ snapshot }: KeptSnapshot): string {
  const machines = [...snapshot.regions.values()].flatMap((seen) => (seen.ok ? seen.value : []));
  const pools = machines.filter(({ lifecycle }) => lifecycle === 'spot').map(({ instanceType, az }) => `${instanceType} ${az}`);
  return [...new Set(pools)].toSorted().join(',');
}
