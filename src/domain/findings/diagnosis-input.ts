import type { PackableSnapshot } from '../fleet-snapshot.ts';
import type { SchemaComparison } from '../schema/compare-schema.ts';
import type { Seen } from '../seen.ts';
import type { LogFacts } from './log-facts.ts';
import type { SpotPrice } from '../spot-price.ts';
import type { SweepOffers } from '../sweep-offers.ts';
import type { UntimedSwitches } from '../untimed-switches.ts';

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
  /** What it served although it was asked without a token; absent where it was asked with one. */
  readonly exposes?: 'nothing' | 'client data' | 'a client’s token';
  /** How far the backend's clock is ahead of ours, where its answer tells the time; negative where it is behind. */
  readonly clockSkewSeconds?: number;
}

/** What the database's server says of its clock and of what it accepts. */
export interface DatabaseServerFacts {
  readonly flavour: 'sqlite' | 'mysql' | 'mariadb';
  /** What `NOW()` of a new session is ahead of UTC; `null` where the server cannot tell. */
  readonly utcOffsetSeconds: number | null;
  /** How far its clock is ahead of ours. */
  readonly clockSkewSeconds: number;
  /** The modes of a new session, such as STRICT_TRANS_TABLES. */
  readonly sqlModes: readonly string[];
}

/** What keeps EC2 from ending an instance. */
export interface Protection {
  readonly termination: boolean;
  readonly stop: boolean;
}

/** Everything the judges see; gathering fills it, no judge looks anywhere else. */
export interface DiagnosisInput {
  readonly fleet: PackableSnapshot;
  /** From the database itself or from the backend's schema endpoint, whichever was seen. */
  readonly schema: Seen<SchemaComparison>;
  /** The backend's own word on it, where the database was seen and the backend has such an endpoint. */
  readonly toldSchema?: SchemaComparison;
  readonly endpoints: readonly EndpointProbe[];
  /** By agent id, what the sweep tells that agent to terminate; agents that were not asked are not keys. */
  readonly offers: ReadonlyMap<string, Seen<SweepOffers>>;
  /** By region; a region with no instance to ask with is not a key. */
  readonly mayTerminate: ReadonlyMap<string, Seen<boolean>>;
  readonly spotPrices: readonly SpotPrice[];
  readonly server: Seen<DatabaseServerFacts>;
  /** Booked lately without their times, by agent; an agent without any is not in it. */
  readonly untimedSwitches: Seen<readonly UntimedSwitches[]>;
  /** Where the token is sent; `null` where no backend is configured. */
  readonly backendUrl: string | null;
  /** By region, the spot requests behind what nobody wants that would launch it again; regions without any were not asked. */
  readonly persistentRequests: ReadonlyMap<string, Seen<ReadonlySet<string>>>;
  /** By id, of what nobody wants; ids that were not asked about are not keys. */
  readonly protections: ReadonlyMap<string, Seen<Protection>>;
  readonly logs: Seen<LogFacts>;
}
