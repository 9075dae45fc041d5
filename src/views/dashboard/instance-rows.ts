import type { FleetInstance, Standing } from '../../domain/reconciliation.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { FollowedFinding } from '../../domain/watch/followed-findings.ts';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import { type InstanceItem, instanceItem } from '../lists/instance-item.ts';

/** An instance as the dashboard shows it. */
export interface InstanceRow extends InstanceItem {
  readonly standing: Standing;
  readonly instance: FleetInstance;
  /** The moment of the look its costs were worked out for. */
  readonly seenAt: Timestamp;
}

/** The fleet's instances without those that ended as they should, trouble first. */
export function instanceRows(watched: FollowedFleet): readonly InstanceRow[] {
  const findings = codesBySubject(watched.findings);
  return watched.fleet.instances
    .filter(({ standing }) => standing !== 'terminated')
    .map((instance) => {
      const item = instanceItem(instance, { prices: watched.prices, now: watched.takenAt, findings });
      return { ...item, standing: instance.standing, instance, seenAt: watched.takenAt };
    })
    .toSorted((left, right) => urgency(left) - urgency(right));
}

const ORDER: readonly Standing[] = ['ghost', 'zombie', 'unregistered', 'unknown', 'primary', 'replica', 'terminated'];

function urgency(row: InstanceRow): number {
  return ORDER.indexOf(row.standing) - (row.findings.length > 0 ? ORDER.length : 0);
}

/** Codes of the findings that stand, by the id they are about. */
export function codesBySubject(findings: readonly FollowedFinding[]): ReadonlyMap<string, readonly string[]> {
  const standing = findings.filter(({ wentAt }) => wentAt === null);
  const groups = Map.groupBy(standing, ({ finding }) => finding.subject.id);
  return new Map([...groups].map(([id, ofSubject]) => [id, [...new Set(ofSubject.map(({ finding }) => finding.code))]]));
}
