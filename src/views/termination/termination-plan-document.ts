import type { Seen } from '../../domain/seen.ts';
import { type CallBound, countCalls } from '../../domain/termination/count-calls.ts';
import {
  hourlySavingOf,
  type IgnoredOffer,
  type PlannedTarget,
  type RefusedCandidate,
  type TerminationPlan,
} from '../../domain/termination/termination-plan.ts';
import { roundUsd } from '../amounts.ts';

/** What EC2 answered to the DryRun, by region; `null` where it was not asked. */
export type Permission = ReadonlyMap<string, Seen<boolean>> | null;

/** A candidate as the JSON tells it: every fact of the plan, times and money under the names that lists use. */
export type TargetItem = Omit<PlannedTarget, 'usdPerHour' | 'wastedUsd' | 'launchedAt'> & {
  readonly launchTime: string | null;
  /** USD. */
  readonly hourlyCost: number | null;
  readonly wastedCost: number | null;
};

/** The JSON kind `TerminationPlan`: everything that is known before anything is done. */
export interface TerminationPlanDocument {
  readonly account: string;
  readonly client: TerminationPlan['client'];
  readonly regions: readonly string[];
  readonly madeAt: string;
  /** What `--confirm` expects and what is typed. */
  readonly count: number;
  /** USD per hour that ends with what is to be terminated; `null` where no price is known. */
  readonly hourlySaving: number | null;
  readonly ec2CallsAtMost: CallBound;
  readonly targets: readonly TargetItem[];
  /** Candidates that a guard took out: the guard, why, the flag that lifts it, and the facts it was judged on. */
  readonly refused: readonly (Omit<RefusedCandidate, 'facts'> & { readonly facts: TargetItem | null })[];
  readonly unknown: TerminationPlan['undecided'];
  readonly over: TerminationPlan['over'];
  readonly ignoredOffers: readonly IgnoredOffer[];
  readonly unseen: readonly { readonly source: string; readonly why: string }[];
  readonly permission: readonly { readonly region: string; readonly allowed: boolean | null; readonly detail: string | null }[] | null;
}

export function terminationPlanBody(plan: TerminationPlan, permission: Permission): TerminationPlanDocument {
  return {
    account: plan.account,
    client: plan.client,
    regions: [...new Set(plan.targets.map(({ region }) => region))],
    madeAt: plan.madeAt,
    count: plan.targets.length,
    hourlySaving: roundUsd(hourlySavingOf(plan.targets.filter(({ action }) => action === 'terminate'))),
    ec2CallsAtMost: countCalls(plan.targets),
    targets: plan.targets.map(targetItem),
    refused: plan.refusals.map(({ facts, ...refusal }) => ({ ...refusal, facts: facts === null ? null : targetItem(facts) })),
    unknown: plan.undecided,
    over: plan.over,
    ignoredOffers: plan.ignoredOffers,
    unseen: plan.unseen.map(({ source, why }) => ({ source, why })),
    permission: permission === null ? null : [...permission].map(([region, seen]) => permissionItem(region, seen)),
  };
}

function targetItem({ usdPerHour, wastedUsd, launchedAt, ...facts }: PlannedTarget): TargetItem {
  return { ...facts, launchTime: launchedAt, hourlyCost: roundUsd(usdPerHour), wastedCost: roundUsd(wastedUsd) };
}

function permissionItem(region: string, seen: Seen<boolean>) {
  return { region, allowed: seen.ok ? seen.value : null, detail: seen.ok ? null : seen.why };
}
