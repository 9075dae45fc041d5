import type { Timestamp } from './instance.ts';

/** Switches of one agent that were booked without the moment they began. */
export interface UntimedSwitches {
  readonly agentId: string;
  readonly count: number;
  /** When the last of them was booked. */
  readonly newestAt: Timestamp | null;
}

/** How far back such switches tell of today's reports; what is older is history. */
export const UNTIMED_WINDOW_SECONDS = 7 * 86_400;
