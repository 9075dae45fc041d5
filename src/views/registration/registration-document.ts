import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Discovered } from '../../domain/registration/discovered.ts';
import type { PlannedRegistration, RegistrationSet } from '../../usecases/plan-registrations.ts';
import type { RegistrationItem } from '../../usecases/register-instances.ts';

/** The body of a rehearsal of one: the same document as the registration, with nothing done. */
export function plannedBody({ facts, plan }: PlannedRegistration): object {
  const isReady = plan.kind === 'ready';
  const demoted = isReady
    ? plan.demoted.map(({ id, status, isActive, outlook }) => ({ id, previousStatus: status, status, isActive, ...outlook }))
    : [];
  const { id, logicalAgentId } = facts.agent;
  return {
    request: plan.request,
    agent: { id, logicalAgentId },
    demoted,
    verified: !isReady,
    primaries: null,
    warnings: isReady ? plan.warnings : [],
    next: null,
    dryRun: true,
  };
}

/** The body of a rehearsal of several. */
export function plannedListBody({ items }: RegistrationSet, discovered: readonly Discovered[] | null): object {
  const listed = items.map((item) =>
    'error' in item
      ? { instanceId: item.wish.instanceId, outcome: 'refused', registration: null, error: errorBody(item.error) }
      : {
          instanceId: item.wish.instanceId,
          outcome: item.plan.kind === 'ready' ? 'planned' : 'already-registered',
          registration: plannedBody(item),
          error: null,
        },
  );
  return { items: listed, totals: totalsOf(listed), ...(discovered === null ? {} : { discovered }), dryRun: true };
}

/** How several ended; the JSON kind `RegistrationList`. */
export function registrationListBody(items: readonly RegistrationItem[], discovered: readonly Discovered[] | null): object {
  const listed = items.map((item) => ({
    instanceId: item.wish.instanceId,
    outcome: item.outcome,
    registration: 'registration' in item ? item.registration : null,
    error: 'error' in item ? { ...errorBody(item.error), primaries: item.primaries } : null,
  }));
  return { items: listed, totals: totalsOf(listed), ...(discovered === null ? {} : { discovered }) };
}

function errorBody({ code, message, hint }: SpotctlError): object {
  return { code, message, hint };
}

function totalsOf(items: readonly { readonly outcome: string }[]): object {
  const count = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
  return {
    instances: items.length,
    planned: count('planned'),
    registered: count('registered'),
    alreadyRegistered: count('already-registered'),
    unverified: count('unverified'),
    failed: count('failed'),
    refused: count('refused'),
    notSent: count('not-sent'),
  };
}
