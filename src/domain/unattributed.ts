import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { FleetInstance } from './reconciliation.ts';

/** How many of these rows have no agent here only because the backend's list of all rows stopped at its limit. The database knows all. */
export function countUnattributed({ backend, database }: FleetSnapshot, instances: readonly FleetInstance[]): number {
  const isCut = backend.ok && backend.value.isAttributionCut === true && !database.ok;
  return isCut ? instances.filter(({ row, agent }) => row !== null && agent === null).length : 0;
}
