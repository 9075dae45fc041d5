import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { FleetInstance } from './reconciliation.ts';

/** Rows whose agent no source told here, and why; `null` where there is none. The database knows all, and so does a whole list of the backend. */
export function findUnattributed(
  { backend, database }: FleetSnapshot,
  instances: readonly FleetInstance[],
): { readonly count: number; readonly why: string } | null {
  const why = backend.ok && !database.ok ? backend.value.attributionLack : undefined;
  const count = instances.filter(({ row, agent }) => row !== null && agent === null).length;
  return why === undefined || count === 0 ? null : { count, why };
}
