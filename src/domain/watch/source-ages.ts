import type { StaleSource } from '../keep-last-seen.ts';
import type { FleetSnapshot } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';

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

/** The age of each source that is asked, by what a watch remembers of them. */
export function sourceAges(
  snapshot: FleetSnapshot,
  known: { readonly seenAt: ReadonlyMap<string, Timestamp>; readonly stale: readonly StaleSource[] },
): readonly SourceAge[] {
  const age = (of: Pick<SourceAge, 'source' | 'region'>): SourceAge => {
    const name = of.region === null ? of.source : `${of.source} in ${of.region}`;
    const failure = known.stale.find(({ source }) => source === name)?.why ?? null;
    return { ...of, seenAt: known.seenAt.get(name) ?? null, failure };
  };
  const hasDatabase = snapshot.database.ok || snapshot.database.code !== 'NOT_CONFIGURED';
  const regions = [...snapshot.regions.keys()].toSorted();
  return [
    age({ source: 'backend', region: null }),
    ...(hasDatabase ? [age({ source: 'database', region: null })] : []),
    ...regions.map((region) => age({ source: 'EC2', region })),
  ];
}
