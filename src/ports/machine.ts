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

/** Instances that a process wants to be alone with. */
export interface InstanceClaim {
  readonly ids: readonly string[];
  /** How the others are told who it is. */
  readonly who: string;
}

export interface MachineClaim {
  /** Who else has it, by instance id; the others are this process's until it releases them or ends. */
  readonly heldBy: ReadonlyMap<string, string>;
  release(): void;
}

/** The machine spotctl itself runs on. */
export interface Machine {
  /** Its EC2 instance id, by its metadata within a second, else by its board; `null` where neither tells one. */
  instanceId(): Promise<string | null>;
  /** All it is told of itself; `null` as above, within one and a quarter of a second. */
  facts(): Promise<MachineFacts | null>;
  /** Claims instances against every other process on this machine, also of other users and with other journals. */
  claim(claim: InstanceClaim): Promise<MachineClaim>;
}
