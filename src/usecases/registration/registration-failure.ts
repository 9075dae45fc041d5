import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { mendRegistration, restoreRegistration, type Unmended } from '../../domain/registration/mend-registration.ts';
import type { Verification } from '../../domain/registration/verify-registration.ts';
import type { Seen } from '../../domain/seen.ts';
import type { Sending } from './sending.ts';

export interface FailedSending {
  readonly error: SpotctlError;
  readonly seen: Seen<Verification>;
  /** True where the backend may still be at work on the request. */
  readonly isOpenEnded: boolean;
}

/** What a registration that failed left behind, as far as the books could be read, and the command that mends it. */
export function registrationFailure(sending: Sending, { error, seen, isOpenEnded }: FailedSending): SpotctlError {
  const { request, agent } = sending.plan;
  const { instanceId: id } = request;
  const unmended: Unmended = { request, agent, seen: seen.ok ? seen.value : null };
  const again = mendRegistration(unmended);
  if (!seen.ok) {
    return unverified(error, {
      message: `Whether ${id} was registered is not known: ${error.message} Reading back failed as well: ${seen.why}`,
      hint: `When the backend answers again, run: ${again}`,
    });
  }
  const primary = primarySentence(seen.value.primaries, agent.logicalAgentId);
  if (seen.value.isUntouched && isOpenEnded) {
    return unverified(error, {
      message: `Whether ${id} will be registered is not known: ${error.message} The backend shows no change so far, and may still be at work on it. ${primary}`,
      hint: `Look in a minute: spotctl primaries  Then, if it is not there: ${again}`,
    });
  }
  if (seen.value.isUntouched) {
    const message = `${id} was not registered, and the backend shows no change: ${error.message} ${primary}`;
    return new SpotctlError({
      code: error.code,
      message,
      cause: error.cause ?? error,
      hint: error.hint,
      details: { ...error.details, id },
    });
  }
  const restore = restoreRegistration(unmended);
  return unverified(error, {
    message: ['The registration of', id, 'was half done.', ...demotions(seen.value), ...seen.value.problems, primary].join(' '),
    hint: `To finish it: ${again}${restore === null ? '' : `  To go back: ${restore}`}`,
  });
}

function demotions({ demoted }: Verification): readonly string[] {
  return demoted.filter(({ status, previousStatus }) => status !== previousStatus).map(({ id, status }) => `${id} is ${status} now.`);
}

function primarySentence(primaries: readonly string[], agentName: string): string {
  const [first, ...others] = primaries;
  if (first === undefined) return `Agent ${agentName} has no primary now.`;
  return others.length === 0
    ? `The primary of agent ${agentName} is ${first}.`
    : `Agent ${agentName} has ${primaries.length} primaries now: ${primaries.join(', ')}.`;
}

function unverified(cause: SpotctlError, said: { readonly message: string; readonly hint: string }): SpotctlError {
  return new SpotctlError({ code: 'REGISTRATION_UNVERIFIED', cause, ...said });
}
