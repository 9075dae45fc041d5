import type { CloudState } from '../cloud-instance.ts';
import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Standing } from '../reconciliation.ts';
import type { Refusal } from './apply-guards.ts';
import type { Confirmed } from './guard.ts';
import type { TerminationAction, Undecided, WhyUnwanted } from './candidate.ts';

/** What outlives the instance, and goes on costing. */
export interface LeftBehind {
  readonly volumes: readonly string[];
  readonly networkInterfaces: readonly string[];
  readonly addresses: readonly string[];
}

export interface PlannedSpotRequest {
  readonly id: string;
  /** A persistent request launches a new instance unless it is cancelled first; `unknown` where EC2 did not say. */
  readonly type: 'one-time' | 'persistent' | 'unknown';
}

/** One instance the run is about, as it was shown to the operator. */
export interface PlannedTarget {
  readonly id: string;
  readonly region: string;
  readonly az: string | null;
  readonly why: WhyUnwanted;
  readonly standing: Standing;
  readonly action: TerminationAction;
  /** EC2's state; `null` where EC2 shows nothing of it any more. */
  readonly state: CloudState | null;
  readonly instanceType: string | null;
  readonly launchedAt: Timestamp | null;
  readonly agentId: string | null;
  readonly logicalAgentId: string | null;
  readonly usdPerHour: number | null;
  readonly wastedSince: Timestamp | null;
  readonly wastedUsd: number | null;
  readonly protection: 'off' | 'on' | 'unknown';
  readonly spotRequest: PlannedSpotRequest | null;
  readonly leftBehind: LeftBehind;
}

export interface UnseenSource {
  readonly source: string;
  readonly why: string;
}

/** What a termination would do, to whom, where; read only. */
export interface TerminationPlan {
  readonly account: string;
  readonly client: Client;
  readonly madeAt: Timestamp;
  readonly targets: readonly PlannedTarget[];
  readonly refusals: readonly Refusal[];
  readonly undecided: readonly Undecided[];
  /** Sources that could not be read: an unwanted instance may be missing above. */
  readonly unseen: readonly UnseenSource[];
  /** What the guards need again right before each call. */
  readonly ownInstanceId: string | null;
  readonly foreignInstanceIds: ReadonlySet<string>;
}

/** What stops being paid once all targets are gone; `null` where no price of them is known. */
export function hourlySavingOf(targets: readonly Pick<PlannedTarget, 'usdPerHour'>[]): number | null {
  const known = targets.flatMap(({ usdPerHour }) => usdPerHour ?? []);
  return known.length === 0 && targets.length > 0 ? null : known.reduce((total, price) => total + price, 0);
}

/** The account and the instances that showing this plan shows: what a yes to it confirms. */
export function shownBy({ account, targets }: TerminationPlan): Confirmed {
  return { account, regions: new Map(targets.map(({ id, region }) => [id, region])) };
}
