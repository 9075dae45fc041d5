import type { CloudInstance } from './cloud-instance.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { Timestamp } from './instance.ts';
import type { Seen } from './seen.ts';

/** A source that does not answer now. Its last answer stands in for it; `seenAt` is `null` where it never gave one. */
export interface StaleSource {
  readonly source: string;
  readonly why: string;
  readonly code: string;
  readonly seenAt: Timestamp | null;
}

/** The fleet as each source told it last. */
export interface KeptSnapshot {
  readonly snapshot: FleetSnapshot;
  readonly seenAt: ReadonlyMap<string, Timestamp>;
  readonly stale: readonly StaleSource[];
}

/** Puts the last answer of each source that does not answer now in its place: a watch loses no fact for a moment's silence. */
export function keepLastSeen(before: KeptSnapshot | null, now: FleetSnapshot): KeptSnapshot {
  const seenAt = new Map(before?.seenAt);
  const stale: StaleSource[] = [];
  const keep = <T>(source: string, { fresh, last }: { readonly fresh: Seen<T>; readonly last: Seen<T> | undefined }): Seen<T> => {
    if (fresh.ok) seenAt.set(source, now.takenAt);
    if (fresh.ok || fresh.code === 'NOT_CONFIGURED') return fresh;
    stale.push({ source, why: fresh.why, code: fresh.code, seenAt: last?.ok === true ? (seenAt.get(source) ?? null) : null });
    return last?.ok === true ? last : fresh;
  };
  const backend = keep('backend', { fresh: now.backend, last: before?.snapshot.backend });
  const database = keep('database', { fresh: now.database, last: before?.snapshot.database });
  const regions = [...regionsNow(before, now)].map(
    ([region, fresh]) => [region, keep(`EC2 in ${region}`, { fresh, last: before?.snapshot.regions.get(region) })] as const,
  );
  const client = now.client.ok || before === null ? now.client : before.snapshot.client;
  return { snapshot: { ...now, client, backend, database, regions: new Map(regions) }, seenAt, stale };
}

/** Where no rows came, nobody said in which regions to ask: those of the last time count as asked in vain. */
function regionsNow(before: KeptSnapshot | null, now: FleetSnapshot): FleetSnapshot['regions'] {
  if (now.backend.ok || now.database.ok || before === null) return now.regions;
  const regions = new Map<string, Seen<readonly CloudInstance[]>>(now.regions);
  for (const region of before.snapshot.regions.keys()) {
    if (!regions.has(region)) regions.set(region, { ok: false, why: 'No source said in which regions to ask.', code: 'NOT_ASKED' });
  }
  return regions;
}
