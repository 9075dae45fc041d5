import type { Agent } from '../agent.ts';
import { registerCommand } from '../findings/remedies.ts';
import type { RegistrationRequest } from './registration-request.ts';
import type { Verification } from './verify-registration.ts';

export interface Unmended {
  readonly request: RegistrationRequest;
  readonly agent: Agent;
  /** `null` where the books could not be read. */
  readonly seen: Pick<Verification, 'primaries' | 'demoted'> | null;
}

/** The command that brings the books to what was asked for; registering again also demotes a second primary. */
export function mendRegistration({ request, agent }: Unmended): string {
  return `${registerCommand(request.instanceId, agent)}${request.isPrimary ? '' : ' --replica'}`;
}

/** The command that gives the agent back the primary it had, where it has lost it and got none; else `null`. */
export function restoreRegistration({ agent, seen }: Unmended): string | null {
  if (seen === null || seen.primaries.length > 0) return null;
  const lost = seen.demoted.find(({ previousStatus, status }) => previousStatus === 'running_primary' && status === 'zombie');
  return lost === undefined ? null : registerCommand(lost.id, agent);
}
