import { AUTO_SCALING_GROUP_TAG, type CloudInstance, FLEET_REQUEST_TAGS } from '../cloud-instance.ts';

/** What else manages an instance, and would replace it: a group, a fleet or a service of AWS; `null` where nothing does. */
export function ownerOf(cloud: CloudInstance): string | null {
  const group = cloud.tags[AUTO_SCALING_GROUP_TAG];
  if (group !== undefined) return `Auto Scaling group ${group}`;
  const fleet = FLEET_REQUEST_TAGS.map((tag) => cloud.tags[tag]).find((value) => value !== undefined);
  if (fleet !== undefined) return `fleet ${fleet}`;
  return cloud.isServiceManaged ? 'a service of AWS' : null;
}
