import { AUTO_SCALING_GROUP_TAG, type CloudInstance, FLEET_REQUEST_TAGS } from '../../cloud-instance.ts';
import type { Guard } from '../guard.ts';

/** What a group, a fleet or a service of AWS owns would be replaced by its owner, or is the owner's to end. */
export const managedByAnother: Guard = {
  name: 'managed-by-another',
  flag: '--allow-managed',
  judge: ({ cloud, action }, { options }) => {
    if (options.allowsManaged || action !== 'terminate' || cloud === null) return null;
    const owner = ownerOf(cloud);
    return owner === null ? null : { reason: `${owner}, which would replace it`, liftedBy: '--allow-managed' };
  },
};

function ownerOf(cloud: CloudInstance): string | null {
  const group = cloud.tags[AUTO_SCALING_GROUP_TAG];
  if (group !== undefined) return `it belongs to Auto Scaling group ${group}`;
  const fleet = FLEET_REQUEST_TAGS.map((tag) => cloud.tags[tag]).find((value) => value !== undefined);
  if (fleet !== undefined) return `it belongs to fleet ${fleet}`;
  return cloud.isServiceManaged ? 'an AWS service manages it' : null;
}
