import type { FleetSnapshot } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Seen } from '../seen.ts';

/** How old what is shown of one source is, and why it is no newer. */
export interface SourceAge {
  readonly source: 'backend' | 'database' | 'EC2';
  /** Of EC2; `null` for the others. */
  readonly region: string | null;
  /** When it last answered; `null` where it never has. */
  readonly seenAt: Timestamp | null;
  /** Why its last answer failed; `null` where it did not. */
  readonly failure: string | null;
}

/** The newest answer of each source, some perhaps older than others. */
export interface HeldFleet {
  readonly snapshot: FleetSnapshot;
  readonly sources: readonly SourceAge[];
}

/**
 * Puts a new snapshot over what was held: a source that failed this time keeps its last answer, with its age.
 * Without rows from anywhere, EC2 was not asked for their ids, so that what it was seen to run before is kept as well.
 */
export function holdNewest(held: HeldFleet | null, snapshot: FleetSnapshot): HeldFleet {
  const hasRows = snapshot.backend.ok || snapshot.database.ok;
  const names = new Set([...(held?.snapshot.regions.keys() ?? []), ...snapshot.regions.keys()]);
  const regions = [...names].toSorted().map((region) => {
    const asked = snapshot.regions.get(region) ?? NOT_ASKED;
    const answer = hasRows || !asked.ok ? asked : NOT_ASKED;
    return {
      region,
      ...newest({ of: { source: 'EC2', region }, held, answer, before: held?.snapshot.regions.get(region), at: snapshot.takenAt }),
    };
  });
  const at = snapshot.takenAt;
  const backend = newest({ of: { source: 'backend', region: null }, held, answer: snapshot.backend, before: held?.snapshot.backend, at });
  const database = newest({
    of: { source: 'database', region: null },
    held,
    answer: snapshot.database,
    before: held?.snapshot.database,
    at,
  });
  const isConfigured = database.seen.ok || database.seen.code !== 'NOT_CONFIGURED';
  return {
    snapshot: {
      takenAt: at,
      client: snapshot.client.ok ? snapshot.client : (held?.snapshot.client ?? snapshot.client),
      backend: backend.seen,
      database: database.seen,
      regions: new Map(regions.map(({ region, seen }) => [region, seen])),
      account: snapshot.account,
    },
    sources: [backend.age, ...(isConfigured ? [database.age] : []), ...regions.map(({ age }) => age)],
  };
}

const NOT_ASKED = { ok: false, why: 'not asked, since no other source could say what to ask for', code: 'NOT_ASKED' } as const;

function newest<T>(given: {
  readonly of: Pick<SourceAge, 'source' | 'region'>;
  readonly held: HeldFleet | null;
  readonly answer: Seen<T>;
  readonly before: Seen<T> | undefined;
  readonly at: Timestamp;
}): { readonly seen: Seen<T>; readonly age: SourceAge } {
  const { of, answer, before } = given;
  if (answer.ok) return { seen: answer, age: { ...of, seenAt: given.at, failure: null } };
  const last = given.held?.sources.find(({ source, region }) => source === of.source && region === of.region);
  return { seen: before?.ok === true ? before : answer, age: { ...of, seenAt: last?.seenAt ?? null, failure: answer.why } };
}
