import type { Timestamp } from '../instance.ts';
import { failsAsShipped } from './shipped-failures.ts';

/** A kind of line that logs were searched for, with the newest such line of one file. */
export interface LogSign {
  readonly path: string;
  readonly count: number;
  /** The newest, cut and without secrets. */
  readonly line: string;
  readonly at: Timestamp | null;
}

/** What the given logs say within the window. */
export interface LogFacts {
  readonly sinceSeconds: number;
  readonly files: readonly { readonly path: string; readonly kind: 'backend' | 'agent'; readonly lines: number }[];
  readonly unknownColumns: readonly LogSign[];
  readonly failedSweeps: readonly LogSign[];
  /** Agents' logs only. */
  readonly cleanups: readonly LogSign[];
}

export type LogSignKind = 'unknown-column' | 'failed-sweep' | 'cleanup';

const UNKNOWN_COLUMN = /\b1054\b.{0,40}Unknown column|Unknown column '/i;
const SWEEP_STATUS = /instances-to-terminate\S*(?:\s+HTTP\/[\d.]+)?"?\s+(?:-\s+)?5\d\d\b|\b5\d\d\b.{0,80}instances-to-terminate/i;
const CLEANUP = /\bclean-?up\b|instances[-_ ]to[-_ ]terminate/i;

/** What one line of a log is a sign of. */
export function signsIn(line: string): readonly LogSignKind[] {
  return [
    // What fails on every installation tells nothing of this one.
    ...(UNKNOWN_COLUMN.test(line) && !failsAsShipped(line) ? (['unknown-column'] as const) : []),
    ...(SWEEP_STATUS.test(line) ? (['failed-sweep'] as const) : []),
    ...(CLEANUP.test(line) ? (['cleanup'] as const) : []),
  ];
}

/** A window as people say it. */
export function windowOf({ sinceSeconds }: Pick<LogFacts, 'sinceSeconds'>): string {
  return sinceSeconds % 3_600 === 0 ? `${sinceSeconds / 3_600} h` : `${Math.round(sinceSeconds / 60)} min`;
}
