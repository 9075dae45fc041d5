import type { PackableSnapshot } from './fleet-snapshot.ts';
import type { Seen } from './seen.ts';

/** How far a source was seen; `partial` where some regions of AWS were and others not. */
interface SourceReport {
  readonly status: 'seen' | 'partial' | 'unseen' | 'not-configured';
  /** Why it was not seen; `null` where it was. */
  readonly detail: string | null;
}

export interface SourceReports {
  readonly backend: SourceReport;
  readonly database: SourceReport;
  readonly aws: SourceReport;
}

/** What was seen of each source. */
export function sourceReports(fleet: PackableSnapshot): SourceReports {
  return { backend: reportOf(fleet.backend), database: reportOf(fleet.database), aws: cloudReport(fleet) };
}

function reportOf(seen: Seen<unknown>): SourceReport {
  if (seen.ok) return { status: 'seen', detail: null };
  return { status: seen.code === 'NOT_CONFIGURED' ? 'not-configured' : 'unseen', detail: seen.why };
}

function cloudReport(fleet: PackableSnapshot): SourceReport {
  const failed = [...fleet.regions].flatMap(([region, seen]) => (seen.ok ? [] : [`${region}: ${seen.why}`]));
  if (fleet.regions.size === 0) return { status: 'unseen', detail: 'no region is known to ask in' };
  if (failed.length === 0) return { status: 'seen', detail: null };
  return { status: failed.length === fleet.regions.size ? 'unseen' : 'partial', detail: failed.join('; ') };
}
