import type { RunProcess } from '../domain/journal/run-record.ts';
import { batchTargets } from '../domain/termination/batch-targets.ts';
import { targetError } from '../domain/termination/termination-report.ts';
import type { Ports } from '../ports/ports.ts';
import { type BegunRun, beginRun } from './journal/begin-run.ts';
import { journalledPorts } from './journal/journalled-ports.ts';
import { noteEvents } from './journal/note-events.ts';
import { RunNotes } from './journal/run-notes.ts';
import { awaitEnds } from './termination/await-ends.ts';
import { buildReport } from './termination/build-report.ts';
import { findRespawns } from './termination/find-respawns.ts';
import { sendBatch } from './termination/send-batch.ts';
import type { TerminateInput } from './termination/terminate-input.ts';
import type { TerminationEvent } from './termination/termination-event.ts';
import { isInterrupted, type Progress, recordsIn, startRun, type TerminationRun, updateRecord } from './termination/termination-run.ts';

/**
 * Terminates what was planned and confirmed, waits until EC2 says `terminated`, and reports each end to the backend.
 * The journal holds plan and confirmation before anything is done, and each act before it is done; where it cannot be
 * written, its error is thrown and nothing was sent. The last event is `finished`.
 * @see the fleet model: guards and order of steps
 */
export async function* terminateInstances(ports: Ports, input: TerminateInput): AsyncGenerator<TerminationEvent, void> {
  const { plan } = input;
  const journal = plan.targets.length === 0 ? null : await ports.journal();
  const begun: BegunRun = journal === null ? { journal: null, claims: [], ended: new Map() } : await beginRun(journal, input);
  const known = knownOf(begun);
  for (const [id, progress] of known) if (progress.step === 'refused') yield { kind: 'refused', id, error: progress.error };
  if (begun.journal === null) {
    yield* carryOut(startRun(ports, { input, known }));
    return;
  }
  const notes = new RunNotes(begun.journal);
  try {
    const run = startRun(journalledPorts(ports, { notes, targets: plan.targets }), { input, known });
    yield* noteEvents(carryOutAlone(run, journal?.self ?? null), notes);
  } finally {
    await begun.journal.release();
  }
}

/** The journal keeps out every run that writes in it; one of another user, or with another state folder, is kept out by the machine. */
async function* carryOutAlone(run: TerminationRun, self: RunProcess | null): AsyncGenerator<TerminationEvent, void> {
  const ids = recordsIn(run, 'planned').map(({ target }) => target.id);
  const process = self === null ? '' : ` (process ${self.pid} on ${self.host})`;
  const claim = await run.ports.machine.claim({ ids, who: `run ${run.input.runId}${process}` });
  try {
    for (const [id, who] of claim.heldBy) {
      const error = targetError('RUN_HELD', `Not touched: ${who} works on it, with a journal of its own.`);
      updateRecord(run, { id, progress: { step: 'refused', error } });
      yield { kind: 'refused', id, error };
    }
    yield* carryOut(run);
  } finally {
    claim.release();
  }
}

async function* carryOut(run: TerminationRun): AsyncGenerator<TerminationEvent, void> {
  const open = recordsIn(run, 'planned').map(({ target }) => target);
  for (const batch of batchTargets(open)) yield* sendBatch(run, batch);
  yield* awaitEnds(run);
  if (!isInterrupted(run) && run.halt === null) yield* findRespawns(run);
  yield { kind: 'finished', ...buildReport(run), isOver: true, trouble: null };
}

function knownOf({ claims, ended }: BegunRun): ReadonlyMap<string, Progress> {
  const held = claims.map(({ id, runId, holder: { pid, host } }): [string, Progress] => {
    const message = `Not touched: run ${runId} works on it (process ${pid} on ${host}).`;
    return [id, { step: 'refused', error: targetError('RUN_HELD', message) }];
  });
  const gone = [...ended].map(([id, at]): [string, Progress] => [id, { step: 'gone', at, wasAlready: true }]);
  return new Map([...held, ...gone]);
}
