import { claimsPrimary } from '../../instance.ts';
import type { Candidate } from '../candidate.ts';
import type { Guard, GuardContext } from '../guard.ts';

const hint = 'Nothing lifts this. If another instance serves by now, register that one first: spotctl register-instance ID';

/** Any one claim is enough, of any source: by `isPrimary`, by status, or by an agent that names it. */
export const neverAPrimary: Guard = {
  name: 'never-a-primary',
  flag: null,
  judge: (candidate, context) => {
    const { row, backend, database } = candidate.instance;
    const claims = [row, backend, database].filter((claim) => claim !== null);
    if (claims.some((claim) => claim.status === 'running_primary')) return { reason: 'it is a primary by its status', hint };
    if (claims.some(claimsPrimary)) return { reason: 'the backend still marks it as primary', hint };
    const agent = agentNaming(candidate, context);
    return agent === null ? null : { reason: `agent ${agent} names it as its instance`, hint };
  },
};

/** The backend's database compares ids without regard to case and trailing spaces. */
function agentNaming({ id, instance }: Candidate, { agents }: GuardContext): string | null {
  const named = agents.find((agent) => agent.instanceId?.trim().toLowerCase() === id);
  if (named !== undefined) return named.logicalAgentId;
  return instance.isPointedAt ? (instance.agent?.logicalAgentId ?? 'of this client') : null;
}
