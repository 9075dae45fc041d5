import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import type { Agreement } from '../domain/journal/run-record.ts';
import { makeRunId } from '../domain/termination/run-id.ts';
import { shownBy, type TerminationPlan } from '../domain/termination/termination-plan.ts';
import type { TerminationOptions } from '../domain/termination/termination-options.ts';
import type { TerminationReport } from '../domain/termination/termination-report.ts';
import type { TerminationEvent } from '../usecases/termination/termination-event.ts';
import { confirm } from './confirm.ts';
import { InstanceListCommand } from './instance-list-command.ts';
import { holdInterrupts } from './interrupt.ts';
import { deliverOwedReports } from './journal/tell-owed.ts';
import { flagWords } from './printing/choose-presentation.ts';
import { onStderr, screenFor } from './printing/presentation.ts';
import type { SettingFlags } from './settings/settings.ts';
import type { Connection } from './spotctl-command.ts';
import type { TerminationDisplay } from './termination-display.ts';
import { type TerminationFlags, terminationOptions, waitSecondsOf } from './termination-flags.ts';

interface Asked {
  readonly flags: TerminationFlags;
  readonly options: TerminationOptions;
  readonly named: readonly string[] | null;
  readonly show: (report: TerminationReport) => Promise<void>;
  /** The run of the journal that this goes on with; left out for a new one. */
  readonly continuedRunId?: string;
}

interface Ended {
  readonly ended: Extract<TerminationEvent, { kind: 'finished' }>;
  readonly client: TerminationPlan['client'];
  /** True where journal resume went on with it, which tells what is left of all its runs. */
  readonly isContinued: boolean;
  readonly signal: AbortSignal;
}

/** What commands that terminate share: plan, show, confirm, carry out, tell. */
export abstract class TerminatingCommand extends InstanceListCommand {
  /** `named`: the ids the operator named, and no others; `null` for everything unwanted. */
  protected async terminate(flags: SettingFlags & TerminationFlags, named: readonly string[] | null): Promise<ExitMeaning> {
    const options = terminationOptions(flags);
    const connection = await this.connect(flags);
    const show = flags.events === true ? async () => undefined : async (report: TerminationReport) => await this.printReport(report);
    return await this.terminateOver(connection, { flags, options, named, show });
  }

  /** The same over a connection that is open; `show` takes the report. */
  protected async terminateOver(connection: Connection, asked: Asked): Promise<ExitMeaning> {
    const { flags, options, named } = asked;
    connection.ports.expectCloud();
    const { gatherTerminationPlan } = await import('../usecases/plan-termination.ts');
    const { clientId, regions, awsRegion } = connection.settings;
    const plan = await gatherTerminationPlan(connection.ports, {
      clientId: clientId.value,
      regions: regions.value,
      agent: flags.agent ?? null,
      named,
      fallbackRegion: awsRegion.value,
      options,
    });
    if (flags['dry-run']) return await this.showPlan(connection, plan);
    if (plan.targets.length > 0) await this.agree(plan, { isGiven: flags.yes, stated: flags.confirm ?? null });
    return await this.carryOut(connection, { plan, ...asked });
  }

  protected async printReport(report: TerminationReport): Promise<void> {
    const { terminationReportText } = await import('../views/termination/termination-report-text.ts');
    await this.print({ kind: 'TerminationReport', body: report, text: (screen) => terminationReportText(report, screen) });
  }

  private async showPlan({ ports }: Connection, plan: TerminationPlan): Promise<ExitMeaning> {
    const [{ askPermission }, { terminationPlanBody }, views] = await Promise.all([
      import('../usecases/plan-termination.ts'),
      import('../views/termination/termination-plan-document.ts'),
      import('../views/termination/termination-plan-text.ts'),
    ]);
    const permission = await askPermission(ports, plan);
    await this.print({
      kind: 'TerminationPlan',
      body: terminationPlanBody(plan, permission),
      text: (screen) => views.terminationPlanText(plan, screen) + views.permissionText(permission, screen),
    });
    const { judgePlan } = await import('../domain/termination/judge-plan.ts');
    return judgePlan(plan, permission);
  }

  private async agree(plan: TerminationPlan, given: { readonly isGiven: boolean; readonly stated: string | null }): Promise<void> {
    const { terminationPlanText } = await import('../views/termination/termination-plan-text.ts');
    const screen = await screenFor(onStderr(this.presentation, process.stderr), JSON.stringify(plan.targets));
    process.stderr.write(terminationPlanText(plan, screen));
    const expected = String(plan.targets.length);
    await confirm(await this.terminal(), { question: `Terminate in account ${plan.account}?`, expected, ...given });
  }

  private async carryOut(connection: Connection, planned: Asked & { readonly plan: TerminationPlan }): Promise<ExitMeaning> {
    const { ports, settings } = connection;
    const { plan, flags, options } = planned;
    const { terminateInstances } = await import('../usecases/terminate-instances.ts');
    const { continuedRunId } = planned;
    const runId = continuedRunId ?? makeRunId(ports.clock.now(), crypto.getRandomValues(new Uint8Array(10)));
    const display = await this.displayFor({ plan, runId, isEventStream: flags.events === true });
    const interrupt = holdInterrupts(() =>
      display.say(
        `Interrupted: nothing more is sent; what is done is still reported. Press Ctrl-C again to stop at once. Either way, ${this.config.bin} journal resume ${runId} goes on.`,
      ),
    );
    const { signal } = interrupt;
    try {
      const origin = {
        backendUrl: settings.backendUrl.value ?? '',
        version: this.config.version,
        how: agreementOf(flags),
        isContinued: continuedRunId !== undefined,
      };
      const run = { plan, confirmed: shownBy(plan), options, waitSeconds: waitSecondsOf(flags), runId, origin, signal };
      const ended = await this.follow(terminateInstances(ports, run), display);
      await planned.show(ended.report);
      await this.tellWhatIsLeft(connection, { ended, client: plan.client, isContinued: continuedRunId !== undefined, signal });
      return ended.meaning;
    } finally {
      display.end();
      interrupt.release();
    }
  }

  /** Of this run, and of earlier ones that owe the same backend reports: those are delivered. */
  private async tellWhatIsLeft(connection: Connection, told: Ended): Promise<void> {
    const { client, ended, signal } = told;
    const { runId } = ended.report;
    const say = (line: string): void => this.say(line);
    if (ended.trouble !== null) {
      const { code, hint, message } = ended.trouble;
      say(`! ${message} The journal lacks the end of this run. ${hint} (${code})`);
    }
    if (told.isContinued) return;
    if (!ended.isOver)
      say(`What is left: ${this.config.bin} journal resume ${runId}  It goes on where this run stopped, and terminates nothing twice.`);
    await deliverOwedReports(connection, { client, ownRunId: runId, version: this.config.version, signal, say });
  }

  /** A table that is drawn over itself where the terminal can show it, else a line an event; one JSON line an event for `--events`. */
  private async displayFor(run: {
    readonly plan: TerminationPlan;
    readonly runId: string;
    readonly isEventStream: boolean;
  }): Promise<TerminationDisplay> {
    const { canBeLive, eventDisplay, lineDisplay, liveDisplay } = await import('./termination-display.ts');
    const say = (line: string): void => this.say(line);
    if (run.isEventStream) return eventDisplay(run, { write: (line) => process.stdout.write(line), say });
    const isPlain = this.environment.isColorRefused || flagWords(this.argv).includes('--no-color');
    if (isPlain || !canBeLive(process.stderr, run.plan.targets.length)) return lineDisplay(say);
    const screen = await screenFor({ ...this.presentation, hasColor: true }, JSON.stringify(run.plan.targets));
    return liveDisplay(run.plan, { stream: process.stderr, screen });
  }

  protected async follow(
    events: AsyncIterable<TerminationEvent>,
    display: TerminationDisplay,
  ): Promise<Extract<TerminationEvent, { kind: 'finished' }>> {
    for await (const event of events) {
      display.show(event);
      if (event.kind === 'finished') {
        display.end();
        return event;
      }
    }
    throw new Error('The last event of a termination tells its report.');
  }

  override async catch(thrown: unknown): Promise<void> {
    if (!flagWords(this.argv).includes('--events')) return await super.catch(thrown);
    const { errorLine } = await import('./printing/error-line.ts');
    const { line, exitCode } = await errorLine(thrown);
    process.stdout.write(this.debugLog.redact(line));
    process.exitCode = exitCode;
  }
}

function agreementOf({ confirm: stated, yes }: TerminationFlags): Agreement {
  if (stated !== undefined) return 'count';
  return yes ? 'yes' : 'typed';
}
