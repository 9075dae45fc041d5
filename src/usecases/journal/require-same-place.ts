import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { RunState } from '../../domain/journal/run-state.ts';
import { workOf } from '../../domain/journal/work-left.ts';
import type { Ports } from '../../ports/ports.ts';
import { tryCall } from '../try-call.ts';
import type { ResumeInput } from './resume-input.ts';

/**
 * Throws `RUN_ELSEWHERE` where the run was begun for another backend, client or account than the ones that answer now.
 * The account is asked only where EC2 has to be; a backend that does not answer leaves the reports where they are.
 */
export async function requireSamePlace(
  ports: Ports,
  { state, input }: { readonly state: RunState; readonly input: Pick<ResumeInput, 'runId' | 'backendUrl'> },
): Promise<void> {
  const { head } = state;
  if (head === null) return;
  const { runId, backendUrl } = input;
  const { account, client } = head;
  if (head.backendUrl !== backendUrl)
    throw elsewhere(
      `Run ${runId} was begun for the backend ${head.backendUrl}, not for ${backendUrl}.`,
      'Choose its context, or name it with --backend-url.',
    );
  const asksCloud = [...workOf(state).values()].some((work) => work !== 'report');
  const [identified, found] = await Promise.all([
    tryCall(ports.backend().then(async (backend) => backend.identify())),
    asksCloud ? tryCall(ports.cloud().then(async (cloud) => cloud.account())) : null,
  ]);
  if (identified.ok && identified.value.id !== client.id)
    throw elsewhere(
      `Run ${runId} was begun for client ${client.name}, not for ${identified.value.name}.`,
      `Use a token of ${client.name}.`,
    );
  if (found === null) return;
  if (!found.ok) throw found.error;
  if (found.value !== account)
    throw elsewhere(
      `Run ${runId} was begun in account ${account}, not in ${found.value}.`,
      `Choose AWS credentials of account ${account}.`,
    );
}

function elsewhere(message: string, hint: string): SpotctlError {
  return new SpotctlError({ code: 'RUN_ELSEWHERE', message, hint });
}
