import type { DrillNotes } from './drill-notes.ts';
import type { Ports } from './ports.ts';
import type { Switchboard } from './switchboard.ts';

/** What a drill is handed beside what every use case may be. */
export interface DrillPorts extends Ports {
  switchboard(): Promise<Switchboard>;
  notes(): Promise<DrillNotes>;
}
