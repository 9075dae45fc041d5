import type { Agent } from '../../agent.ts';
import { claimsPrimary } from '../../instance.ts';
import type { Guard } from '../guard.ts';

const hint = 'Nothing lifts this. If another instance serves by now, register that one first: spotctl register-instance ID';

/** Any one claim is enough, of any source: by `isPrimary`, by status, or by an agent that names it. */
export const neverAPrimary: Guard = {
  name: 'never-a-primary',
  flag: null,
  judge: ({ agents }) => {
    const naming = agentsNaming(agents);
    return ({ id, instance }) => {
      const { row, backend, database } = instance;
      const claims = [row, backend, database].filter((claim) => claim !== null);
      if (claims.some((claim) => claim.status === 'running_primary')) return { reason: 'it is a primary by its status', hint };
      if (claims.some(claimsPrimary)) return { reason: 'the backend still marks it as primary', hint };
      const agent = naming.get(id)?.logicalAgentId ?? (instance.isPointedAt ? (instance.agent?.logicalAgentId ?? 'of this client') : null);
      return agent === null ? null : { reason: `agent ${agent} names it as its instance`, hint };
    };
  },
};

/** The first that names an instance, by its id. The backend's database compares ids without regard to case and trailing spaces. */
function agentsNaming(agents: readonly Agent[]): ReadonlyMap<string, Agent> {
  const naming = new Map<string, Agent>();
  for (const agent of agents) {
    const id = agent.instanceId?.trim().toLowerCase();
    if (id !== undefined && !naming.has(id)) naming.set(id, agent);
  }
  return naming;
}
