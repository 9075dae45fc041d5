import type { Agent } from '../agent.ts';
import { isBilled } from '../cost.ts';
import type { FleetInstance } from '../reconciliation.ts';
import type { Facts } from './facts.ts';

/** What the sweep takes a wait of 0 or NULL for. */
const DEFAULT_WAIT_SECONDS = 300;
/** Agents poll once a minute, and the API floors waits to minutes: no zombie is late before that. */
export const POLL_GRACE_SECONDS = 120;

/** The wait that the sweep observes for the agent's zombies. */
export function effectiveWaitSeconds(agent: Agent | null): number {
  const configured = agent?.terminateWaitSeconds ?? 0;
  return configured === 0 ? DEFAULT_WAIT_SECONDS : Math.max(0, configured);
}

/** A zombie that EC2 still bills. */
export function isBilledZombie(instance: FleetInstance): boolean {
  return instance.standing === 'zombie' && instance.cloud.ok && instance.cloud.value !== null && isBilled(instance.cloud.value);
}

/** Whether its wait is over: by its age, by a termination that was tried, or by the sweep's own offer. `null` where nobody can tell. */
export function isPastItsWait(instance: FleetInstance, facts: Facts): boolean | null {
  if (instance.row?.terminationAttemptedAt != null || facts.offeredIds.has(instance.id)) return true;
  // Today's backend keeps no moment of demotion and counts from the last touch of the row, which is never before it.
  const since = instance.row?.zombieSince ?? instance.row?.updatedAt ?? null;
  if (since === null) return null;
  const ageSeconds = (facts.nowMs - Date.parse(since)) / 1_000;
  return ageSeconds > effectiveWaitSeconds(instance.agent) + POLL_GRACE_SECONDS;
}

/** Billed zombies that the sweep may take and whose age nobody knows. */
export function zombiesOfUnknownWait(facts: Facts): readonly FleetInstance[] {
  return facts.survey.unwanted.filter(
    (instance) => isBilledZombie(instance) && instance.row?.isActive !== true && isPastItsWait(instance, facts) === null,
  );
}

/** True where an agent of the instance's region was told what to terminate, and so would have been told of it. */
export function wasSweepAsked(instance: FleetInstance, facts: Facts): boolean {
  return facts.fleet.agents.some((agent) => {
    const seen = agent.region === instance.region ? facts.input.offers.get(agent.id) : undefined;
    return seen?.ok === true && seen.value.autoTerminateEnabled === true;
  });
}
