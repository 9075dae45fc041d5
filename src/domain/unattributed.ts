import type { PackableSnapshot } from './fleet-snapshot.ts';
import type { FleetInstance } from './reconciliation.ts';
import { keepRows, type Rows } from './rows/rows.ts';

/** Rows whose agent no source told here, and why; `null` where there is none. The database knows all, and so does a whole list of the backend. */
export function findUnattributed(
  { backend, database }: PackableSnapshot,
  instances: Rows<FleetInstance>,
): { readonly count: number; readonly why: string } | null {
  const why = backend.ok && !database.ok ? backend.value.attributionLack : undefined;
  if (why === undefined) return null;
  const count = keepRows(instances, ({ row, agent }) => row !== null && agent === null).length;
  return count === 0 ? null : { count, why };
}
