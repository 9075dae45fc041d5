import type { Backend } from './backend.ts';
import type { Clock } from './clock.ts';
import type { Cloud } from './cloud.ts';
import type { FleetDatabase } from './fleet-database.ts';
import type { Journal } from './journal.ts';
import type { Machine } from './machine.ts';

/** What a use case may be handed. Each outside part is made on first call, so a command loads only what it asks for. */
export interface Ports {
  readonly clock: Clock;
  readonly machine: Machine;
  backend(): Promise<Backend>;
  cloud(): Promise<Cloud>;
  /** `null` where no database is configured. */
  database(): Promise<FleetDatabase | null>;
  /** What was ever terminated from this machine. Nothing is opened before it is asked. */
  journal(): Promise<Journal>;
}
