import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { reconcile } from '../domain/reconciliation.ts';
import type { RegistrationPlan } from '../domain/registration/registration-plan.ts';
import type { RegistrationRequest } from '../domain/registration/registration-request.ts';
import { type Demotion, type Verification, verifyRegistration } from '../domain/registration/verify-registration.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { type GatheredRegistration, readBooks } from './plan-registration.ts';
import { tryCall } from './try-call.ts';

/** How a registration ended; the JSON kind `Registration`. */
export interface Registration {
  readonly request: RegistrationRequest;
  readonly demoted: readonly Demotion[];
  /** True once the backend, read again, shows exactly what was asked for. */
  readonly verified: boolean;
  readonly warnings: readonly string[];
}

export interface RegistrationResult {
  readonly registration: Registration;
  readonly meaning: ExitMeaning;
}

/** A registration that was planned and shown, and has something to do. */
export type ReadyRegistration = GatheredRegistration & { readonly plan: Extract<RegistrationPlan, { kind: 'ready' }> };

export function isReady(gathered: GatheredRegistration): gathered is ReadyRegistration {
  return gathered.plan.kind === 'ready';
}

/**
 * Sends the registration and reads back what the backend made of it, also after an error: it demotes the old primary before
 * anything else, so an error does not mean that nothing happened. Throws the backend's error where the books show no change,
 * and `REGISTRATION_UNVERIFIED` where half of it was done or nothing could be read back after an error.
 */
export async function registerInstance(ports: Ports, gathered: ReadyRegistration): Promise<RegistrationResult> {
  const { request, warnings } = gathered.plan;
  const backend = await ports.backend();
  const sent = await tryCall(backend.register(gathered.agent.id, request));
  const seen = await readBack(ports, gathered);
  if (!sent.ok && (!seen.ok || !seen.value.isVerified)) throw failureOf(gathered, { error: sent.error, seen });
  const afterAll = sent.ok ? [] : [`The backend answered with an error, yet the registration is complete: ${sent.error.message}`];
  const problems = seen.ok ? seen.value.problems : [`The registration was accepted, but could not be read back: ${seen.why}`];
  const isVerified = seen.ok && seen.value.isVerified;
  return {
    registration: {
      request,
      demoted: seen.ok ? seen.value.demoted : [],
      verified: isVerified,
      warnings: [...warnings, ...afterAll, ...problems],
    },
    meaning: isVerified ? 'done' : 'partial',
  };
}

async function readBack(ports: Ports, { agent, client, plan, row }: ReadyRegistration): Promise<Seen<Verification>> {
  const snapshot = await readBooks(ports, { clientId: client.id, verifiesClient: false });
  if (!snapshot.backend.ok) return snapshot.backend;
  const fleet = reconcile(snapshot);
  return { ok: true, value: verifyRegistration({ fleet, agent, request: plan.request, demoted: plan.demoted, before: row }) };
}

function failureOf(gathered: ReadyRegistration, failed: { readonly error: SpotctlError; readonly seen: Seen<Verification> }): SpotctlError {
  const { error, seen } = failed;
  const { instanceId } = gathered.plan.request;
  const again = `spotctl register-instance ${instanceId} --agent ${gathered.agent.logicalAgentId}`;
  if (!seen.ok) {
    const message = `Whether ${instanceId} was registered is not known: ${error.message} Reading back failed as well: ${seen.why}`;
    return new SpotctlError({
      code: 'REGISTRATION_UNVERIFIED',
      message,
      cause: error,
      hint: `When the backend answers again, run: ${again}`,
    });
  }
  if (seen.value.isUntouched) {
    const message = `${instanceId} was not registered, and the backend shows no change: ${error.message}`;
    return new SpotctlError({ code: error.code, message, cause: error.cause ?? error, hint: error.hint, details: error.details });
  }
  return new SpotctlError({
    code: 'REGISTRATION_UNVERIFIED',
    message: `The registration of ${instanceId} was half done. ${seen.value.problems.join(' ')}`,
    cause: error,
    hint: `To finish it: ${again}${restoreHint(gathered, seen.value)}`,
  });
}

/** Where the old primary was demoted and the new one is not there, the agent has none. */
function restoreHint({ agent }: ReadyRegistration, { demoted }: Verification): string {
  const lost = demoted.find(({ previousStatus, status }) => previousStatus === 'running_primary' && status === 'zombie');
  return lost === undefined ? '' : `  To go back: spotctl register-instance ${lost.id} --agent ${agent.logicalAgentId}`;
}
