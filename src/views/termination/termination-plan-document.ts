import type { Seen } from '../../domain/seen.ts';
import { hourlySavingOf, type PlannedTarget, type TerminationPlan } from '../../domain/termination/termination-plan.ts';

/** What EC2 answered to the DryRun, by region; `null` where it was not asked. */
export type Permission = ReadonlyMap<string, Seen<boolean>> | null;

/** The body of the JSON kind `TerminationPlan`: everything that is known before anything is done. */
export function terminationPlanBody(plan: TerminationPlan, permission: Permission): object {
  return {
    account: plan.account,
    client: plan.client,
    regions: [...new Set(plan.targets.map(({ region }) => region))],
    count: plan.targets.length,
    hourlySaving: hourlySavingOf(plan.targets.filter(({ action }) => action === 'terminate')),
    targets: plan.targets.map(targetItem),
    refused: plan.refusals,
    unknown: plan.undecided,
    unseen: plan.unseen.map(({ source, why }) => ({ source, why })),
    permission: permission === null ? null : [...permission].map(([region, seen]) => permissionItem(region, seen)),
  };
}

function targetItem(target: PlannedTarget): object {
  const { usdPerHour, wastedUsd, launchedAt, ...facts } = target;
  return { ...facts, launchTime: launchedAt, hourlyCost: usdPerHour, wastedCost: wastedUsd };
}

function permissionItem(region: string, seen: Seen<boolean>): object {
  return { region, allowed: seen.ok ? seen.value : null, detail: seen.ok ? null : seen.why };
}
