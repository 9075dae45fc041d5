import type { FleetRows } from '../domain/fleet-snapshot.ts';
import type { Timestamp } from '../domain/instance.ts';
import type { BookedEvent } from '../domain/instance-timeline.ts';
import type { UntimedSwitches } from '../domain/untimed-switches.ts';
import type { ActualSchema } from '../domain/schema/actual-schema.ts';
import type { SchemaChanges } from './schema-changes.ts';

export interface DatabaseServer {
  readonly flavour: 'sqlite' | 'mysql' | 'mariadb';
  readonly version: string;
  /** `host:port`; `null` for a file. */
  readonly address: string | null;
  /** The database's name, or the file of an SQLite database. */
  readonly database: string;
  /** What the server, or its cluster, calls itself, however it is reached; `null` where it has no such name. */
  readonly identity: string | null;
  /** True for a node of a Galera cluster. */
  readonly isGalera: boolean;
}

/** The server's clock, and what a new session of the backend meets there. */
export interface ServerClock {
  readonly now: Timestamp;
  /** What `NOW()` is ahead of UTC; `null` where the server cannot tell. */
  readonly utcOffsetSeconds: number | null;
  readonly sqlModes: readonly string[];
}

/** The backend's database. Every method throws `SpotctlError` with a `DATABASE_*` code, `details.errno` holding the server's number. */
export interface FleetDatabase {
  server(): Promise<DatabaseServer>;
  clock(): Promise<ServerClock>;
  /** Columns and indexes of the tables the termination flow needs. Needs SELECT only. */
  schema(): Promise<ActualSchema>;
  /** What may change its schema; asks nothing yet. */
  changes(): SchemaChanges;
  /** The id of the client whose token this run has; `null` where there is no token, or nobody has it. */
  ownClient(): Promise<string | null>;
  /** Every row of one client, and the ids of all other clients' instances. Reads around columns that are missing. */
  fleet(clientId: string): Promise<FleetRows>;
  /** What the backend booked of one instance of an agent, newest first, at most 100. */
  events(of: { readonly agentId: string; readonly instanceId: string }): Promise<readonly BookedEvent[]>;
  /** Switches of one client booked since then without their times, by agent. */
  untimedSwitches(of: { readonly clientId: string; readonly since: Timestamp }): Promise<readonly UntimedSwitches[]>;
  close(): Promise<void>;
}
