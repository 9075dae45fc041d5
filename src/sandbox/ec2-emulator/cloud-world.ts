import type { Attachment, CloudState } from '../../domain/cloud-instance.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { SpotPrice } from '../../domain/spot-price.ts';

export type WorldState = Exclude<CloudState, 'unknown'>;

export interface WorldNetworkInterface extends Attachment {
  /** An address the account keeps after the instance ends; without it the interface has an address of AWS's pool. */
  readonly elasticAddress?: string;
}

/** An instance as a world declares it. What is left out takes the value named beside it. */
export interface WorldInstance {
  readonly id: string;
  readonly region: string;
  readonly az: string;
  readonly instanceType: string;
  readonly launchedAt: Timestamp;
  /** running */
  readonly state?: WorldState;
  /** When it went into that state: the moment the emulator starts. */
  readonly stateSince?: Timestamp;
  readonly stateReason?: { readonly code: string; readonly message: string };
  /** ami-0123456789abcdef0 */
  readonly imageId?: string;
  /** on-demand */
  readonly lifecycle?: 'spot' | 'on-demand';
  /** For a spot instance: a one-time request made up from its id. */
  readonly spotRequestId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** One root volume that ends with the instance. */
  readonly volumes?: readonly Attachment[];
  /** One interface that ends with the instance. */
  readonly networkInterfaces?: readonly WorldNetworkInterface[];
  readonly isTerminationProtected?: boolean;
  readonly isStopProtected?: boolean;
  /** None. */
  readonly keyName?: string;
  readonly securityGroupIds?: readonly string[];
  /** A subnet of its zone, made up from the zone's name. */
  readonly subnetId?: string;
  readonly instanceProfileArn?: string;
  /** The AWS service that owns the instance (`Operator`). */
  readonly operator?: string;
}

export interface WorldSpotRequest {
  readonly id: string;
  readonly region: string;
  readonly type: 'one-time' | 'persistent';
  /** active */
  readonly state?: SpotRequestState;
  readonly instanceId?: string;
}

export type SpotRequestState = 'open' | 'active' | 'closed' | 'cancelled' | 'failed';

export interface WorldSpotPrice extends SpotPrice {
  readonly region: string;
  /** Linux/UNIX */
  readonly productDescription?: string;
}

export interface WorldOnDemandPrice {
  readonly region: string;
  readonly instanceType: string;
  readonly usdPerHour: number;
  /** Linux */
  readonly operatingSystem?: string;
}

export interface WorldRegion {
  readonly name: string;
  readonly zones: readonly string[];
  /** True; where false EC2 refuses every call there as it does in a region the account has not enabled. */
  readonly isEnabled?: boolean;
}

export interface WorldPermissions {
  /** Action names such as `TerminateInstances` that the caller may not do. */
  readonly deniedActions?: readonly string[];
  /** accepted */
  readonly credentials?: 'accepted' | 'expired' | 'refused';
}

/** One AWS account as plain data: what the emulator starts from. */
export interface CloudWorld {
  readonly accountId: string;
  readonly regions: readonly WorldRegion[];
  readonly instances: readonly WorldInstance[];
  readonly spotRequests?: readonly WorldSpotRequest[];
  readonly spotPrices?: readonly WorldSpotPrice[];
  /** What AWS's price list tells. */
  readonly onDemandPrices?: readonly WorldOnDemandPrice[];
  readonly permissions?: WorldPermissions;
}
