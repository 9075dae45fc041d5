import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import { reportOfRun } from '../../domain/journal/report-of-run.ts';
import type { RunState } from '../../domain/journal/run-state.ts';
import { workOf } from '../../domain/journal/work-left.ts';
import { exitMeaningOf, type TerminationReport } from '../../domain/termination/termination-report.ts';
import type { RunJournal } from '../../ports/journal.ts';
import type { Ports } from '../../ports/ports.ts';
import { awaitEnds } from '../termination/await-ends.ts';
import { findRespawns } from '../termination/find-respawns.ts';
import type { TerminationEvent } from '../termination/termination-event.ts';
import { isInterrupted } from '../termination/termination-run.ts';
import { journalledPorts } from './journalled-ports.ts';
import { lookAgain } from './look-again.ts';
import { noteEvents } from './note-events.ts';
import type { ResumeInput } from './resume-input.ts';
import { requireSamePlace } from './require-same-place.ts';
import { restoreRun } from './restore-run.ts';
import { RunNotes } from './run-notes.ts';

/**
 * Settles what a run left behind: finds out what became of what it had sent, awaits the ends it began, and delivers the reports it owes,
 * with the times it saw. Terminates nothing. The last event is `finished`, with the report of the whole run.
 * Throws `RUN_HELD`, `RUN_ELSEWHERE` and the journal's errors.
 */
export async function* resumeRun(ports: Ports, input: ResumeInput): AsyncGenerator<TerminationEvent, void> {
  const journal = await ports.journal();
  const kept = await journal.takeOver(input.runId);
  try {
    const state = foldRun((await kept.read()).records);
    await requireSamePlace(ports, { state, input });
    const notes = new RunNotes(kept);
    await notes.before({ kind: 'resumed', version: input.version, by: journal.self });
    yield* noteEvents(settle(ports, { notes, state, input }), notes);
  } finally {
    await kept.release();
  }
}

async function* settle(
  ports: Ports,
  { notes, state, input }: { readonly notes: RunNotes; readonly state: RunState; readonly input: ResumeInput },
): AsyncGenerator<TerminationEvent, void> {
  const targets = [...state.targets.values()].map(({ target }) => target);
  const run = restoreRun(journalledPorts(ports, { notes, targets }), { state, input });
  const work = workOf(state);
  const isOfInterest = (id: string): boolean => work.get(id) === 'look' || (input.waitSeconds === null && work.get(id) === 'await');
  yield* lookAgain(
    run,
    [...state.targets.values()].filter(({ target }) => isOfInterest(target.id)),
  );
  yield* awaitEnds(run);
  if (!isInterrupted(run) && run.halt === null) yield* findRespawns(run);
  yield { kind: 'finished', ...(await reportAsKept(notes.journal, input)), isOver: true, trouble: null };
}

/** The whole run, from its records: what an earlier process did counts as much as what this one did. */
async function reportAsKept(
  kept: RunJournal,
  { runId, waitSeconds, signal }: ResumeInput,
): Promise<{ readonly report: TerminationReport; readonly meaning: ExitMeaning }> {
  const state = foldRun((await kept.read()).records);
  const report = reportOfRun(runId, state);
  const circumstances = { isInterrupted: signal.aborted, waits: waitSeconds !== null, sawEverything: state.unseen.length === 0 };
  return { report, meaning: exitMeaningOf(report.targets, circumstances) };
}
