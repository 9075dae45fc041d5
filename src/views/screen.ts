import type { Timestamp } from '../domain/instance.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** What a view must know of the place it is shown in. */
export interface Screen {
  readonly columns: number;
  /** True on a terminal: relative ages, headers, progress. False when piped: exact times. */
  readonly isTerminal: boolean;
  /** Returns the text unchanged where colour is off. */
  readonly paint: (style: Style, text: string) => string;
  /** Cells a text takes, colour codes not counted. */
  readonly widthOf: (text: string) => number;
  readonly now: Timestamp;
}
