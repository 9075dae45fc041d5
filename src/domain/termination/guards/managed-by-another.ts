import type { Guard } from '../guard.ts';
import { ownerOf } from '../owner-of.ts';

/** What a group, a fleet or a service of AWS owns would be replaced by its owner, or is the owner's to end. */
export const managedByAnother: Guard = {
  name: 'managed-by-another',
  flag: '--allow-managed',
  judge:
    ({ options }) =>
    ({ cloud, action }) => {
      if (options.allowsManaged || action !== 'terminate' || cloud === null) return null;
      const owner = ownerOf(cloud);
      return owner === null ? null : { reason: `it belongs to ${owner}, which would replace it`, liftedBy: '--allow-managed' };
    },
};
