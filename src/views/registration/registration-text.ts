import type { Demotion } from '../../domain/registration/verify-registration.ts';
import type { RegistrationResult } from '../../usecases/register-instance.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';

/** What the backend shows after the registration. */
export function registrationText(
  { registration }: RegistrationResult,
  shown: { readonly screen: Screen; readonly agentName: string },
): string {
  const { request, demoted, verified, warnings } = registration;
  const { paint } = shown.screen;
  const role = request.isPrimary ? 'primary' : 'replica';
  const agentName = printable(shown.agentName);
  const first = verified
    ? `${paint('green', '✓')} ${request.instanceId} is the ${role} of agent ${agentName}, as read again from the backend.\n`
    : `${paint('red', '✗')} The backend does not show ${request.instanceId} as the ${role} of agent ${agentName}.\n`;
  return [
    first,
    ...demoted.map((old) => demotionLine(old, { paint, agentName })),
    ...warnings.map((warning) => `${paint('yellow', '!')} ${printable(warning)}\n`),
  ].join('');
}

function demotionLine({ id, status, sweep }: Demotion, shown: { readonly paint: Screen['paint']; readonly agentName: string }): string {
  const command = `spotctl zombies --terminate --agent ${shown.agentName}`;
  const mark = shown.paint('yellow', '!');
  switch (sweep) {
    case 'after-its-wait':
      return `${shown.paint('dim', '·')} ${id} is ${status} now; the agent terminates it after its wait. At once: ${command}\n`;
    case 'never':
      return `${mark} ${id} is ${status} now, and the agent is never told to terminate it. Next: ${command}\n`;
    case 'unknown':
      return `${mark} ${id} is ${status} now; no source tells whether the agent will terminate it. Next: ${command}\n`;
    default:
      return sweep satisfies never;
  }
}
