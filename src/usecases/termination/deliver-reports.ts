import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type TargetError, targetError } from '../../domain/termination/termination-report.ts';
import type { TerminationReport } from '../../ports/backend.ts';
import { pauseRun } from './pause-run.ts';
import type { TerminationEvent } from './termination-event.ts';
import { isInterrupted, recordsIn, targetErrorOf, type TerminationRun, updateRecord } from './termination-run.ts';
import { tryCall } from '../try-call.ts';

const MOST_TRIES = 4;
const UNKNOWN_COLUMN = 1054;
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'BACKEND_FAILED',
  'BACKEND_DATABASE',
  'BACKEND_REFUSED',
  'BACKEND_UNREACHABLE',
  'BACKEND_TIMEOUT',
]);

/**
 * Tells the backend of every target that is gone and not yet told. A report is idempotent there, so a lost answer is sent again.
 * Where the backend cannot take one after several tries, the others are tried once each: it is then not one report's trouble.
 * Where it does not even answer, they are not tried, since each would cost the whole time of a call.
 */
export async function* deliverReports(run: TerminationRun): AsyncGenerator<TerminationEvent, void> {
  let silence: SpotctlError | null = null;
  for (const record of recordsIn(run, 'gone')) {
    if (record.isReported || record.flaw !== null) continue;
    const { id, agentId } = record.target;
    const report = { instanceId: id, terminatedAt: record.progress.at };
    const failure: SpotctlError | null = agentId === null ? null : (silence ?? (await deliver(run, { agentId, report })));
    if (failure?.code === 'BACKEND_TIMEOUT') silence = failure;
    const flaw = agentId === null ? NOBODY_TO_TELL : failure === null ? null : undelivered(failure);
    updateRecord(run, { id, isReported: flaw === null, flaw });
    yield flaw === null ? { kind: 'reported', id } : { kind: 'report-failed', id, error: flaw };
  }
}

const NOBODY_TO_TELL = targetError('REPORT_UNDELIVERED', 'It has ended, but no source says whose agent it was, and a report needs one.');

async function deliver(
  run: TerminationRun,
  { agentId, report }: { readonly agentId: string; readonly report: TerminationReport },
): Promise<SpotctlError | null> {
  const hasFailedBefore = [...run.records.values()].some(({ flaw }) => flaw?.code === 'REPORT_UNDELIVERED');
  for (let tries = 1; ; tries += 1) {
    const backend = await run.ports.backend();
    const told = await tryCall(backend.reportTermination(agentId, report));
    if (told.ok) return null;
    if (tries >= MOST_TRIES || hasFailedBefore || isInterrupted(run) || !isPassing(told.error)) return told.error;
    await pauseRun(run, 2 ** (tries - 1));
  }
}

function undelivered(error: SpotctlError): TargetError {
  const why = targetErrorOf(error);
  if (error.code === 'JOURNAL_UNWRITABLE')
    return {
      ...targetError('REPORT_UNDELIVERED', `It has ended, and is not reported before the journal holds it: ${why.message}`),
      hint: why.hint,
    };
  const flaw = targetError('REPORT_UNDELIVERED', `It has ended, but the backend did not take the report: ${why.message}`);
  const hint = error.details['errno'] === UNKNOWN_COLUMN ? `Run \`spotctl schema apply\` first. ${flaw.hint}` : flaw.hint;
  return { ...flaw, cause: why.cause, hint };
}

/** A missing column stays missing, however often it is asked for. */
function isPassing(error: SpotctlError): boolean {
  return PASSING.has(error.code) && error.details['errno'] !== UNKNOWN_COLUMN;
}
