import type { Timestamp } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { waitEndsAt } from '../sweep-obstacle.ts';

/** When the agent's sweep will take an instance: `none` where it is not the sweep's business, `never` where the row hides it from the sweep. */
export type SweepProspect = { readonly kind: 'none' | 'never' | 'unknown' } | { readonly kind: 'due'; readonly at: Timestamp };

/** What the row and its agent's settings promise; whether the agent keeps it is for the findings to say. */
export function sweepProspect(instance: FleetInstance): SweepProspect {
  const { standing, row, agent } = instance;
  if (standing === 'ghost') return { kind: 'never' };
  if (standing !== 'zombie' || row === null) return { kind: 'none' };
  if (row.isActive === true || agent?.autoTerminateEnabled === false) return { kind: 'never' };
  const at = waitEndsAt(instance);
  return at === null ? { kind: 'unknown' } : { kind: 'due', at };
}
