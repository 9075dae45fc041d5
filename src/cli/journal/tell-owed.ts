import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { TerminationPlan } from '../../domain/termination/termination-plan.ts';
import type { Connection } from '../spotctl-command.ts';

interface Telling {
  readonly client: TerminationPlan['client'];
  readonly ownRunId: string;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Delivers what earlier runs still owe to the backend of this one, and says so. What stands in the way is not this run's failure. */
export async function deliverOwedReports(connection: Connection, asked: Telling): Promise<void> {
  try {
    await deliverAll(connection, asked);
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    asked.say(`! What earlier runs owe to the backend could not be looked at: ${error.message} ${error.hint} (${error.code})`);
  }
}

async function deliverAll({ ports, settings }: Connection, asked: Telling): Promise<void> {
  const { deliverOwed } = await import('../../usecases/journal/deliver-owed.ts');
  const { client, say, ...run } = asked;
  const backendUrl = settings.backendUrl.value ?? '';
  for await (const { runId, delivered, left, trouble } of deliverOwed(ports, { clientId: client.id, backendUrl, ...run })) {
    if (delivered > 0) say(`Of run ${runId}, which owed them: ${countEnds(delivered)} reported to the backend.`);
    if (trouble !== null) say(`! Run ${runId} owes ${countEnds(left)} to the backend: ${trouble.message} (${trouble.code})`);
    else if (left > 0) say(`! Run ${runId} still owes ${countEnds(left)} to the backend: spotctl journal resume ${runId}`);
  }
}

function countEnds(count: number): string {
  return count === 1 ? '1 end' : `${count} ends`;
}
