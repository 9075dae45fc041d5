import type { CloudState } from '../cloud-instance.ts';
import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Standing } from '../reconciliation.ts';
import type { SweepObstacle } from '../sweep-obstacles.ts';
import type { Refusal } from './apply-guards.ts';
import type { Confirmed } from './guard.ts';
import type { Over, TerminationAction, Undecided, WhyUnwanted } from './candidate.ts';

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
  /** Why the sweep has not taken it; `null` where it is not the sweep's to take, or nothing that was seen explains it. */
  readonly notSweptBecause: SweepObstacle | null;
  readonly standing: Standing;
  readonly action: TerminationAction;
  /** EC2's state; `null` where EC2 shows nothing of it any more. */
  readonly state: CloudState | null;
  readonly instanceType: string | null;
  readonly lifecycle: 'spot' | 'on-demand' | null;
  /** The Auto Scaling group, the fleet or the service of AWS that it belongs to. */
  readonly managedBy: string | null;
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

/** A candidate that a guard took out, with the facts it was judged on; `null` for an id of which nothing is known. */
export interface RefusedCandidate extends Refusal {
  readonly facts: PlannedTarget | null;
}

/** What the sweep offers and no other source calls unwanted: a voice, never an order. */
export interface IgnoredOffer {
  readonly id: string;
  /** The logical id of the agent it is offered to. */
  readonly agent: string;
  readonly reason: string;
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
  readonly refusals: readonly RefusedCandidate[];
  readonly undecided: readonly Undecided[];
  /** Ids the operator named that need nothing any more. */
  readonly over: readonly Over[];
  readonly ignoredOffers: readonly IgnoredOffer[];
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
