import { isWasted } from '../cost.ts';
import type { FleetInstance } from '../reconciliation.ts';
import type { Facts } from './facts.ts';

/** What nobody wants and EC2 still bills: zombies and ghosts. */
export function unwantedOf(facts: Facts): readonly FleetInstance[] {
  return facts.survey.unwanted.filter(isWasted);
}

/** The spot request that launched it; `null` for one on demand, or that EC2 was not seen to have. */
export function spotRequestOf({ cloud }: FleetInstance): string | null {
  return cloud.ok ? (cloud.value?.spotRequestId ?? null) : null;
}
