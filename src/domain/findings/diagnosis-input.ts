import type { FleetSnapshot } from '../fleet-snapshot.ts';
import type { SchemaComparison } from '../schema/compare-schema.ts';
import type { Seen } from '../seen.ts';
import type { SpotPrice } from '../spot-price.ts';
import type { SweepOffers } from '../sweep-offers.ts';

/** What one guarded endpoint of the backend did when it was called. */
export interface EndpointProbe {
  readonly name: string;
  readonly method: 'GET';
  readonly path: string;
  readonly outcome: 'ok' | 'failed' | 'unreachable' | 'denied' | 'malformed' | 'absent' | 'skipped';
  readonly status: number | null;
  readonly durationMs: number;
  /** What went wrong, in the backend's words; `null` when all is well. */
  readonly detail: string | null;
  readonly errorCode: string | null;
}

/** Everything the judges see; gathering fills it, no judge looks anywhere else. */
export interface DiagnosisInput {
  readonly fleet: FleetSnapshot;
  /** From the database itself or from the backend's schema endpoint, whichever was seen. */
  readonly schema: Seen<SchemaComparison>;
  readonly endpoints: readonly EndpointProbe[];
  /** By agent id, what the sweep tells that agent to terminate; agents that were not asked are not keys. */
  readonly offers: ReadonlyMap<string, Seen<SweepOffers>>;
  /** By region; a region with no instance to ask with is not a key. */
  readonly mayTerminate: ReadonlyMap<string, Seen<boolean>>;
  readonly spotPrices: readonly SpotPrice[];
}
