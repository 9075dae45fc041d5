import { isStanding } from '../../cloud-instance.ts';
import type { FleetInstance } from '../../reconciliation.ts';
import type { Guard } from '../guard.ts';

/** Where nothing the agent wants runs besides it, ending it may take the service down. */
export const lastOfItsAgent: Guard = {
  name: 'last-of-its-agent',
  flag: '--allow-no-primary',
  judge: ({ id, instance, action }, { fleet, options, remaining }) => {
    const { agent } = instance;
    if (options.allowsNoPrimary || action !== 'terminate' || agent === null) return null;
    const doomed = new Set(remaining.map((candidate) => candidate.id));
    const others = fleet.instances.filter((other) => other.id !== id && !doomed.has(other.id) && other.agent?.id === agent.id);
    if (others.some(isWantedAndRunning)) return null;
    return { reason: `no primary or replica of agent ${agent.logicalAgentId} runs besides it`, liftedBy: '--allow-no-primary' };
  },
};

function isWantedAndRunning({ standing, cloud }: FleetInstance): boolean {
  const isWanted = standing === 'primary' || standing === 'replica';
  return isWanted && cloud.ok && cloud.value !== null && isStanding(cloud.value.state) && cloud.value.state !== 'stopped';
}
