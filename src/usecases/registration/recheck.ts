import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { orphanedPrimaries, planRegistration } from '../../domain/registration/plan-registration.ts';
import type { RegistrationPlan } from '../../domain/registration/registration-plan.ts';
import type { Instance } from '../../domain/instance.ts';
import { reconcile } from '../../domain/reconciliation.ts';
import type { Ports } from '../../ports/ports.ts';
import { foreignIdsOf, type PlannedRegistration, readBooks, refusal } from '../plan-registrations.ts';
import { unseenError } from '../require-seen.ts';

export type Rechecked =
  | {
      readonly kind: 'as-shown';
      readonly plan: Extract<RegistrationPlan, { kind: 'ready' }>;
      readonly row: Instance | null;
      readonly knownOrphans: ReadonlySet<string>;
    }
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'stopped'; readonly error: SpotctlError };

/** Reads the books again right before the call: nothing is demoted that the operator was not shown. */
export async function recheck(ports: Ports, planned: PlannedRegistration): Promise<Rechecked> {
  const { wish, facts, plan } = planned;
  const snapshot = await readBooks(ports, { clientId: facts.clientId, verifiesClient: false });
  if (!snapshot.backend.ok) return { kind: 'stopped', error: unseenError(snapshot.backend) };
  const fleet = reconcile(snapshot);
  const agent = fleet.agents.find(({ id }) => id === facts.agent.id);
  if (agent === undefined)
    return {
      kind: 'stopped',
      error: refusal(wish, {
        reason: `agent ${facts.agent.logicalAgentId} is gone since this was shown`,
        next: 'See which there are: spotctl agents',
      }),
    };
  const now = planRegistration({ ...facts, fleet, agent, foreignInstanceIds: foreignIdsOf(snapshot), now: snapshot.takenAt });
  if (now.kind === 'refused') return { kind: 'stopped', error: refusal(wish, now) };
  if (now.kind === 'nothing-to-do') return now;
  const shown = new Set(plan.kind === 'ready' ? plan.demoted.map(({ id }) => id) : []);
  const unshown = now.demoted.filter(({ id }) => !shown.has(id)).map(({ id }) => id);
  if (unshown.length === 0) {
    const row = fleet.instances.find(({ id }) => id === wish.instanceId)?.row ?? null;
    return { kind: 'as-shown', plan: now, row, knownOrphans: new Set(orphanedPrimaries(fleet)) };
  }
  const reason = `since this was shown, ${unshown.join(', ')} has become primary of agent ${agent.logicalAgentId}, and would be demoted unseen`;
  return { kind: 'stopped', error: refusal(wish, { reason, next: 'Run the command again: it shows whom it demotes now.' }) };
}
