import type { Timestamp } from './instance.ts';

/** EC2's states; `unknown` where the state code's low byte is none of AWS's documented six. */
export type CloudState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped' | 'unknown';

export interface Attachment {
  readonly id: string;
  readonly deletedOnTermination: boolean;
}

/** One instance as EC2's DescribeInstances tells it. */
export interface CloudInstance {
  readonly id: string;
  readonly region: string;
  readonly az: string | null;
  readonly state: CloudState;
  readonly stateReason: { readonly code: string; readonly message: string } | null;
  /** When EC2 says the last change of state began; `null` where it does not say. */
  readonly transitionedAt: Timestamp | null;
  readonly instanceType: string | null;
  readonly imageId: string | null;
  readonly lifecycle: 'spot' | 'on-demand';
  readonly spotRequestId: string | null;
  readonly launchedAt: Timestamp | null;
  readonly tags: Readonly<Record<string, string>>;
  /** True where an AWS service owns the instance (`Operator.Managed`). */
  readonly isServiceManaged: boolean;
  readonly volumes: readonly Attachment[];
  readonly networkInterfaces: readonly Attachment[];
  /** Elastic addresses that stay allocated, and billed, after the instance ends. */
  readonly elasticAddresses: readonly string[];
}

/** True while EC2 bills or may bill again: everything but `terminated` and `shutting-down`. */
export function isStanding(state: CloudState): boolean {
  return state !== 'terminated' && state !== 'shutting-down';
}

export const FLEET_TAG = { managedBy: 'ManagedBy', managedByValue: 'SpotOptimizer', logicalAgentId: 'LogicalAgentId' } as const;
export const KEEP_TAG = 'spotctl:keep';
export const AUTO_SCALING_GROUP_TAG = 'aws:autoscaling:groupName';
export const FLEET_REQUEST_TAGS = ['aws:ec2:fleet-id', 'aws:ec2spot:fleet-request-id'] as const;
/** All that the fleet model reads; the others are only shown. */
export const MODEL_TAGS: ReadonlySet<string> = new Set([
  FLEET_TAG.managedBy,
  FLEET_TAG.logicalAgentId,
  KEEP_TAG,
  AUTO_SCALING_GROUP_TAG,
  ...FLEET_REQUEST_TAGS,
]);
