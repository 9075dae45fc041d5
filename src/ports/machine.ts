import type { Timestamp } from '../domain/instance.ts';

/** What the metadata service tells an instance of itself. A fact it leaves out is `null`. */
export interface MachineFacts {
  readonly instanceId: string;
  readonly accountId: string | null;
  readonly region: string;
  readonly az: string | null;
  readonly instanceType: string | null;
  readonly imageId: string | null;
  readonly lifecycle: 'spot' | 'on-demand' | null;
  readonly launchedAt: Timestamp | null;
  readonly privateIp: string | null;
  readonly publicIp: string | null;
  /** `null` where the instance may not read its tags, which is the default. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** The machine spotctl itself runs on. */
export interface Machine {
  /** Its EC2 instance id, by its metadata within a second, else by its board; `null` where neither tells one. */
  instanceId(): Promise<string | null>;
  /** All it is told of itself; `null` as above, within one and a quarter of a second. */
  facts(): Promise<MachineFacts | null>;
}
