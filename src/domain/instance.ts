/** A moment in UTC, RFC 3339 with `Z`, as every source is normalised to at its edge. */
export type Timestamp = string;

/** The backend's `instance_status`; `unknown` stands for a word the contract does not have. */
export type InstanceStatus = 'running_primary' | 'running_replica' | 'zombie' | 'terminated' | 'unknown';

export type PurchaseMode = 'spot' | 'ondemand' | 'unknown';

/**
 * One instance as the backend's API or its database tells it.
 * A fact the source does not carry is `null`: the client list over HTTP has no agent, no `terminated*` and no `termination*`.
 */
export interface Instance {
  readonly id: string;
  readonly clientId: string | null;
  readonly agentId: string | null;
  readonly status: InstanceStatus;
  readonly isPrimary: boolean | null;
  readonly isActive: boolean | null;
  readonly instanceType: string | null;
  readonly region: string;
  readonly az: string | null;
  readonly imageId: string | null;
  readonly mode: PurchaseMode;
  readonly poolId: string | null;
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
  readonly installedAt: Timestamp | null;
  readonly lastSwitchAt: Timestamp | null;
  readonly updatedAt: Timestamp | null;
  readonly zombieSince: Timestamp | null;
  readonly terminatedAt: Timestamp | null;
  readonly terminationAttemptedAt: Timestamp | null;
  readonly terminationConfirmed: boolean | null;
  /** What the row holds that no query of the backend expects, as `column=value`; absent where there is none. */
  readonly strangeValues?: readonly string[];
}

/** True where any field claims the row serves: no termination may touch it whatever the others say. */
export function claimsPrimary(instance: Pick<Instance, 'status' | 'isPrimary'>): boolean {
  return instance.isPrimary === true || instance.status === 'running_primary';
}

const EC2_INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** True for a real EC2 id; the backend also keeps placeholders such as `replica-7e900000`. */
export function isInstanceId(id: string): boolean {
  return EC2_INSTANCE_ID.test(id);
}
