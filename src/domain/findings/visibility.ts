import { isInstanceId } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import type { Facts } from './facts.ts';

/** EC2 shows a machine seconds after its launch, now and then minutes. */
const VISIBILITY_GRACE_MS = 300_000;

/** True where EC2 was asked, in an account that is surely the fleet's, and returned nothing. */
export function isAbsent({ cloud }: FleetInstance, facts: Facts): boolean {
  return cloud.ok && cloud.value === null && facts.isAbsenceTelling;
}

/**
 * Whether EC2 may not show it yet: its row was written a moment ago, and nothing says that its agent died before.
 * `null` where no source that was seen tells since when it is booked.
 */
export function isJustBooked({ row, agent }: FleetInstance, { nowMs }: Facts): boolean | null {
  const isRecent = (moment: string): boolean => nowMs - Date.parse(moment) < VISIBILITY_GRACE_MS;
  if (agent?.lastHeartbeatAt != null && !isRecent(agent.lastHeartbeatAt)) return false;
  if (row?.installedAt != null) return isRecent(row.installedAt);
  return row?.updatedAt != null && !isRecent(row.updatedAt) ? false : null;
}

/** Absent, and not because it was launched a moment ago: nobody runs it any more. */
export function isGoneFromEc2(instance: FleetInstance, facts: Facts): boolean {
  return isAbsent(instance, facts) && isJustBooked(instance, facts) === false;
}

/** Primaries that EC2 did not return and that may be too new for it. */
export function maybeTooNew(facts: Facts): readonly FleetInstance[] {
  return facts.survey.primaries.filter(
    (instance) => isInstanceId(instance.id) && isAbsent(instance, facts) && isJustBooked(instance, facts) !== false,
  );
}
