import { isStanding } from '../../cloud-instance.ts';
import type { FleetInstance } from '../../reconciliation.ts';
import type { Guard } from '../guard.ts';

/** Where nothing the agent wants runs besides it, ending it may take the service down. */
export const lastOfItsAgent: Guard = {
  name: 'last-of-its-agent',
  flag: '--allow-no-primary',
  judge: ({ fleet, options, remaining }) => {
    const doomed = new Set(remaining.map(({ id }) => id));
    const staying = fleet.instances.filter((instance) => !doomed.has(instance.id) && isWantedAndRunning(instance));
    const served = new Set(staying.map(({ agent }) => agent?.id));
    return ({ instance: { agent }, action }) => {
      if (options.allowsNoPrimary || action !== 'terminate' || agent === null || served.has(agent.id)) return null;
      return { reason: `no primary or replica of agent ${agent.logicalAgentId} runs besides it`, liftedBy: '--allow-no-primary' };
    };
  },
};

function isWantedAndRunning({ standing, cloud }: FleetInstance): boolean {
  const isWanted = standing === 'primary' || standing === 'replica';
  return isWanted && cloud.ok && cloud.value !== null && isStanding(cloud.value.state) && cloud.value.state !== 'stopped';
}
