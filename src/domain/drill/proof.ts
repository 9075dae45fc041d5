import type { CloudInstance } from '../cloud-instance.ts';
import type { FleetRows } from '../fleet-snapshot.ts';
import type { Instance } from '../instance.ts';
import type { Seen } from '../seen.ts';
import type { DrillPlan } from './drill-plan.ts';
import type { DrillSight } from './drill-sight.ts';

/** What each source said of a step; `null` where it was not asked or has no word on it. */
export interface Proof {
  readonly backend: string | null;
  readonly database: string | null;
  readonly aws: string | null;
}

export const NO_PROOF: Proof = { backend: null, database: null, aws: null };

/** What the book says of the instances: status, flags, and of an end whether it was confirmed. */
export function bookProof(book: Seen<FleetRows>, ids: readonly (string | null)[]): string | null {
  if (!book.ok) return unseen(book);
  const named = ids.filter((id) => id !== null);
  if (named.length === 0) return null;
  return named.map((id) => rowText(id, book.value.instances.find((row) => row.id === id) ?? null)).join('; ');
}

/** What EC2 says of the instances. */
export function cloudProof({ cloud }: Pick<DrillSight, 'cloud'>, ids: readonly (string | null)[]): string | null {
  if (!cloud.ok) return unseen(cloud);
  const named = ids.filter((id) => id !== null);
  if (named.length === 0) return null;
  return named.map((id) => cloudText(id, cloud.value.find((one) => one.id === id) ?? null)).join('; ');
}

/** What each source says of the old instance. */
export function proofOfOld({ backend, database, cloud }: DrillSight, { plan }: { readonly plan: DrillPlan }): Proof {
  const ids = [plan.old.id];
  return { backend: bookProof(backend, ids), database: bookProof(database, ids), aws: cloudProof({ cloud }, ids) };
}

/** `null` for a source that nobody configured. */
export function unseen(seen: Extract<Seen<unknown>, { ok: false }>): string | null {
  return seen.code === 'NOT_CONFIGURED' ? null : `not seen: ${seen.why}`;
}

function rowText(id: string, row: Instance | null): string {
  if (row === null) return `no row of ${id}`;
  const flags = [
    ...flag('is_primary', row.isPrimary),
    ...flag('is_active', row.isActive),
    ...flag('termination_confirmed', row.terminationConfirmed),
  ];
  const ended = row.terminatedAt === null ? [] : [`terminated_at ${row.terminatedAt}`];
  return [`${id} ${row.status}`, ...flags, ...ended].join(', ');
}

function flag(name: string, value: boolean | null): readonly string[] {
  return value === null ? [] : [`${name}=${value ? 1 : 0}`];
}

function cloudText(id: string, instance: CloudInstance | null): string {
  if (instance === null) return `${id} absent`;
  const { state, instanceType, lifecycle, az, stateReason } = instance;
  const place = [instanceType, lifecycle, ...(az === null ? [] : [`in ${az}`])].filter((word) => word !== null).join(' ');
  return [`${id} ${state}`, place, ...(stateReason === null ? [] : [stateReason.code])].join(', ');
}
