import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { findRun } from '../../domain/journal/find-run.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import { reportOfRun } from '../../domain/journal/report-of-run.ts';
import type { JournalledRun } from '../../domain/journal/run-record.ts';
import { workOf } from '../../domain/journal/work-left.ts';
import { exitMeaningOf, type TerminationReport } from '../../domain/termination/termination-report.ts';
import { restoreOptions } from '../../usecases/journal/restore-run.ts';
import { resumeRun } from '../../usecases/journal/resume-run.ts';
import { terminationReportText } from '../../views/termination/termination-report-text.ts';
import { holdInterrupts } from '../interrupt.ts';
import type { SettingFlags } from '../settings/settings.ts';
import type { Connection } from '../spotctl-command.ts';
import { TerminatingCommand } from '../terminating-command.ts';
import { lineDisplay } from '../termination-display.ts';
import { type TerminationFlags, waitSecondsOf } from '../termination-flags.ts';

/** What `journal resume` is besides its flags: which runs, settle each, ask for what was never sent, tell. */
export abstract class ResumingCommand extends TerminatingCommand {
  protected async resume(flags: SettingFlags & TerminationFlags, named: string | null): Promise<ExitMeaning> {
    const connection = await this.connect(flags);
    const journal = await connection.ports.journal();
    const runs = named === null ? await journal.openRuns() : [findRun(await journal.runs(), named)];
    const meanings: ExitMeaning[] = [];
    for (const { runId } of runs) meanings.push(await this.#resumeOne(connection, { flags, runId, isOnly: named !== null }));
    const ids = new Set(runs.map(({ runId }) => runId));
    await this.#printRuns((await journal.runs()).filter(({ runId }) => ids.has(runId)));
    return worstOf(meanings);
  }

  async #resumeOne(
    connection: Connection,
    run: { readonly flags: TerminationFlags; readonly runId: string; readonly isOnly: boolean },
  ): Promise<ExitMeaning> {
    try {
      const settled = await this.#settle(connection, run);
      return settled === 'interrupted' ? settled : await this.#goOn(connection, run);
    } catch (error) {
      if (run.isOnly || !(error instanceof SpotctlError) || error.code === 'INTERRUPTED') throw error;
      this.say(`! ${run.runId}: ${error.message} ${error.hint} (${error.code})`);
      return 'partial';
    }
  }

  async #settle(
    { ports, settings }: Connection,
    { flags, runId }: { readonly flags: TerminationFlags; readonly runId: string },
  ): Promise<ExitMeaning> {
    const display = lineDisplay((line) => this.say(line));
    const interrupt = holdInterrupts(() => this.say('Interrupted: what is done stays in the journal. Press Ctrl-C again to stop at once.'));
    try {
      const { signal } = interrupt;
      const backendUrl = settings.backendUrl.value ?? '';
      const events = resumeRun(ports, { runId, version: this.config.version, backendUrl, waitSeconds: waitSecondsOf(flags), signal });
      const { meaning } = await this.follow(events, display);
      return meaning;
    } finally {
      interrupt.release();
    }
  }

  /** What was confirmed and runs on is terminated only once it has been confirmed again. */
  async #goOn(
    connection: Connection,
    { flags, runId }: { readonly flags: TerminationFlags; readonly runId: string },
  ): Promise<ExitMeaning> {
    const before = await this.#stateOf(connection, runId);
    const named = [...workOf(before)].flatMap(([id, work]) => (work === 'confirm' ? [id] : []));
    if (named.length > 0) {
      this.say(`${named.length} of run ${runId} still run${named.length === 1 ? 's' : ''}: confirmed, and never ended.`);
      const options = restoreOptions(before.options);
      const continued = await this.terminateOver(connection, { flags, options, named, show: tellLater, continuedRunId: runId });
      if (continued !== 'done') return continued;
    }
    const state = await this.#stateOf(connection, runId);
    const { targets } = reportOfRun(runId, state);
    return exitMeaningOf(targets, { isInterrupted: false, waits: waitSecondsOf(flags) !== null, sawEverything: state.unseen.length === 0 });
  }

  async #stateOf({ ports }: Connection, runId: string): Promise<ReturnType<typeof foldRun>> {
    const journal = await ports.journal();
    return foldRun(findRun(await journal.runs(), runId).records);
  }

  async #printRuns(runs: readonly JournalledRun[]): Promise<void> {
    const reports = runs.map(({ runId, records }): TerminationReport => reportOfRun(runId, foldRun(records)));
    await this.print({
      kind: 'JournalResume',
      body: { reports },
      text: (screen) =>
        reports.length === 0
          ? `${screen.paint('green', '✓')} Nothing is left to resume.\n`
          : reports.map((report) => `${screen.paint('bold', `Run ${report.runId}`)}\n${terminationReportText(report, screen)}`).join('\n'),
    });
  }
}

/** The report of the whole run comes at the end, once for all runs. */
async function tellLater(): Promise<void> {}

/** One ending for several runs: their own where they agree. */
function worstOf(meanings: readonly ExitMeaning[]): ExitMeaning {
  if (meanings.includes('interrupted')) return 'interrupted';
  const [first = 'done', ...others] = new Set(meanings);
  return others.length === 0 ? first : 'partial';
}
