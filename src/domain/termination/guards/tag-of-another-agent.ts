import type { Guard } from '../guard.ts';
import { taggedAgent } from '../../tagged-agent.ts';

export const tagOfAnotherAgent: Guard = {
  name: 'tag-of-another-agent',
  flag: '--allow-foreign-tag',
  judge:
    ({ options, fleet }) =>
    ({ cloud, instance, action }) => {
      if (options.allowsForeignTag || action !== 'terminate' || cloud === null) return null;
      const tagged = taggedAgent(cloud.tags, fleet.agents);
      const own = instance.agent?.logicalAgentId ?? null;
      if (tagged === null || tagged === own) return null;
      const reason =
        own === null
          ? `its tag names agent ${tagged}, which this client does not have`
          : `its tag names agent ${tagged}, its row agent ${own}`;
      return { reason, liftedBy: '--allow-foreign-tag' };
    },
};
