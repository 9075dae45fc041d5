import type { CloudInstance } from '../cloud-instance.ts';
import type { Timestamp } from '../instance.ts';

/** When an instance that EC2 shows as terminated ended: EC2's own word where it can be true, else the moment it was seen so. */
export function endedAt(cloud: Pick<CloudInstance, 'transitionedAt' | 'launchedAt'> | undefined, seenAt: Timestamp): Timestamp {
  const told = cloud?.transitionedAt ?? null;
  if (told === null) return seenAt;
  const isBeforeLaunch = cloud?.launchedAt != null && Date.parse(told) < Date.parse(cloud.launchedAt);
  return isBeforeLaunch || Date.parse(told) > Date.parse(seenAt) ? seenAt : told;
}
