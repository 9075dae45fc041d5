import type { Timestamp } from './instance.ts';

/** One entry of EC2's spot price history: the price holds from `since` until the next entry of the same type and zone. */
export interface SpotPrice {
  readonly instanceType: string;
  readonly az: string;
  readonly usdPerHour: number;
  readonly since: Timestamp;
}
