import type { CloudInstance } from '../cloud-instance.ts';
import type { Timestamp } from '../instance.ts';

/** What is known of an end beside EC2's word. */
export interface SeenEnd {
  readonly seenAt: Timestamp;
  /** When an earlier process saw it begin, which may be days before it is looked at again; `null` where none did. */
  readonly begunAt: Timestamp | null;
}

/**
 * When an instance that has ended did so: EC2's own word where it can be true; else the moment its end began, where an earlier process
 * saw that; else the moment it was seen so.
 */
export function endedAt(cloud: Pick<CloudInstance, 'transitionedAt' | 'launchedAt'> | undefined, { seenAt, begunAt }: SeenEnd): Timestamp {
  const told = cloud?.transitionedAt ?? null;
  const isBeforeLaunch = told !== null && cloud?.launchedAt != null && Date.parse(told) < Date.parse(cloud.launchedAt);
  if (told === null || isBeforeLaunch || Date.parse(told) > Date.parse(seenAt)) return begunAt ?? seenAt;
  return told;
}
