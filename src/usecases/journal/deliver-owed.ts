import { foldRun } from '../../domain/journal/fold-run.ts';
import type { JournalledRun } from '../../domain/journal/run-record.ts';
import { workOf } from '../../domain/journal/work-left.ts';
import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Ports } from '../../ports/ports.ts';
import { tryCall } from '../try-call.ts';
import type { ResumeInput } from './resume-input.ts';
import { resumeRun } from './resume-run.ts';

/** What became of the reports that one earlier run still owed. */
export interface OwedDelivery {
  readonly runId: string;
  readonly delivered: number;
  readonly left: number;
  /** Why the run could not be gone on with; `null` where it was. */
  readonly trouble: SpotctlError | null;
}

/** Where the reports go, and the run that asks for it: what that one could not report just now is not tried again. */
export interface OwedTo extends Pick<ResumeInput, 'backendUrl' | 'version' | 'signal'> {
  readonly clientId: string;
  readonly ownRunId: string;
}

/**
 * Delivers what runs of dead processes owe to this backend for this client, with the times they saw. Sends nothing to EC2 and waits for
 * nothing; a run that lives delivers its own.
 */
export async function* deliverOwed(ports: Ports, input: OwedTo): AsyncGenerator<OwedDelivery, void> {
  const journal = await ports.journal();
  for (const { runId } of (await journal.openRuns()).filter((run) => isOwing(run, input))) {
    if (input.signal.aborted) return;
    let delivered = 0;
    const settling = async (): Promise<void> => {
      for await (const event of resumeRun(ports, { ...input, runId, waitSeconds: null })) if (event.kind === 'reported') delivered += 1;
    };
    const settled = await tryCall(settling());
    const run = (await journal.openRuns()).find((open) => open.runId === runId);
    yield { runId, delivered, left: run === undefined ? 0 : reportsOwed(run), trouble: settled.ok ? null : settled.error };
  }
}

function isOwing(run: JournalledRun, { backendUrl, clientId, ownRunId }: OwedTo): boolean {
  const { head } = foldRun(run.records);
  const isAnothers = run.holder === null && run.runId !== ownRunId;
  return isAnothers && head?.backendUrl === backendUrl && head.client.id === clientId && reportsOwed(run) > 0;
}

function reportsOwed({ records }: JournalledRun): number {
  return [...workOf(foldRun(records)).values()].filter((work) => work === 'report').length;
}
