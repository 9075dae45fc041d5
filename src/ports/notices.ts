import type { Timestamp } from '../domain/instance.ts';

/** EC2's word that it takes a spot instance back, some two minutes ahead. */
export interface InterruptionNotice {
  /** EC2's own: `terminate`, `stop` or `hibernate`. */
  readonly action: string;
  readonly at: Timestamp;
}

/**
 * What EC2 announces to the machine spotctl runs on. Throws `AWS_UNREACHABLE` where its metadata service does not answer, and `AWS_FAILED`
 * where it answers something else.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export interface Notices {
  /** `null` where it is to stay. */
  interruption(): Promise<InterruptionNotice | null>;
  /** When EC2 last said that it may go soon; `null` where it did not. */
  rebalance(): Promise<Timestamp | null>;
}
