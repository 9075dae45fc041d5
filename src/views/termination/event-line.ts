import type { Timestamp } from '../../domain/instance.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';
import type { TerminationEvent } from '../../usecases/termination/termination-event.ts';
import { printableJson } from '../printable.ts';
import type { TerminationPlanDocument } from './termination-plan-document.ts';

/** What every line of `--events` has. */
export interface EventStamp {
  readonly apiVersion: string;
  /** When the event was told. */
  readonly time: Timestamp;
  /** The id of the run, as the journal and the report have it. */
  readonly run: string;
}

/**
 * One line of `--events`: first the plan, then each event of `TerminationEvent` with what it carries, last the report, all under `kind`.
 * A run that ends in an error has an `Error` as its last line.
 */
export type EventLine = EventStamp &
  (
    | ({ readonly kind: 'TerminationPlan' } & TerminationPlanDocument)
    | Exclude<TerminationEvent, { kind: 'finished' }>
    | ({ readonly kind: 'TerminationReport' } & TerminationReport)
  );

/** The line as it is written, its end included; control characters are escaped. */
export function eventLine(line: EventLine): string {
  const { apiVersion, kind, time, run, ...rest } = line;
  return `${printableJson(JSON.stringify({ apiVersion, kind, time, run, ...rest }))}\n`;
}
