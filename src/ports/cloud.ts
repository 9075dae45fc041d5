import type { CloudInstance, CloudState } from '../domain/cloud-instance.ts';
import type { Timestamp } from '../domain/instance.ts';
import type { SpotPrice } from '../domain/spot-price.ts';

/** Which instances of a region to describe: by ids (unknown ones are simply not returned) or by the fleet's tags. */
export type InstanceQuery = ({ readonly by: 'ids'; readonly ids: readonly string[] } | { readonly by: 'fleet-tags' }) & {
  readonly leavesOut?: LeftOut | undefined;
};

/** What is not read of an answer, so that a long list holds less; it stands as if there were none. */
export interface LeftOut {
  /** Volumes, network interfaces and elastic addresses. */
  readonly attachments: boolean;
  /** Tags that the fleet model says nothing of. */
  readonly otherTags: boolean;
}

export interface AcceptedTermination {
  readonly id: string;
  readonly previousState: CloudState;
  readonly currentState: CloudState;
}

export interface TerminationAnswer {
  /** Only ids EC2 named in its answer: one that is missing here has an unknown outcome. */
  readonly accepted: readonly AcceptedTermination[];
  readonly requestId: string | null;
}

export interface SpotRequest {
  readonly id: string;
  readonly type: 'one-time' | 'persistent';
  readonly state: string;
  readonly instanceId: string | null;
}

/** AWS EC2 and STS. Every method throws `SpotctlError` with an `AWS_*` code, `details.awsCode` holding EC2's own. */
export interface Cloud {
  /** The caller's account id. */
  account(): Promise<string>;
  /** Streams page by page, in no promised order. */
  instances(region: string, query: InstanceQuery): AsyncIterable<CloudInstance>;
  /** Asks with DryRun whether the caller may terminate these ids: true, or false where EC2 says UnauthorizedOperation. */
  mayTerminate(region: string, ids: readonly string[]): Promise<boolean>;
  /** Sends one TerminateInstances, once. EC2 may have done part of it before it answers with an error, but for a throttled call. */
  terminate(region: string, ids: readonly string[]): Promise<TerminationAnswer>;
  /**
   * Waits before a throttled call to this region may be sent again, longer with each try: what guards it can be read anew meanwhile.
   * False at once where the region's patience is spent, and where the signal comes first.
   */
  waitToResend(region: string, wait: { readonly tries: number; readonly signal: AbortSignal }): Promise<boolean>;
  protection(region: string, id: string): Promise<{ readonly termination: boolean; readonly stop: boolean }>;
  /** Lifts termination and stop protection of one instance. */
  unprotect(region: string, id: string): Promise<void>;
  spotRequests(region: string, ids: readonly string[]): Promise<readonly SpotRequest[]>;
  cancelSpotRequests(region: string, ids: readonly string[]): Promise<void>;
  /** Price history of these types since `since`, including the entry that already held at that moment. */
  spotPrices(
    region: string,
    query: { readonly instanceTypes: readonly string[]; readonly since: Timestamp },
  ): Promise<readonly SpotPrice[]>;
  /** Linux on-demand prices in the region by type, USD per hour, from AWS's price list; a type it has no single price of is not there. */
  onDemandPrices(region: string, instanceTypes: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
