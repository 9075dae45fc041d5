import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { LogFacts } from '../../domain/findings/log-facts.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { judgeEnding } from '../../domain/judge-ending.ts';
import { isExpired } from '../../domain/suppression.ts';
import { systemClock } from '../../gateways/clock/system-clock.ts';
import type { Terminal } from '../../ports/terminal.ts';
import { diagnose, type Diagnosed } from '../../usecases/diagnose.ts';
import { diagnoseUntilHealthy } from '../../usecases/diagnose-until-healthy.ts';
import { doctorReport } from '../../views/doctor/doctor-report.ts';
import { doctorText } from '../../views/doctor/doctor-text.ts';
import { runbookScript } from '../../views/doctor/runbook-script.ts';
import type { SettingFlags, Settings } from '../settings/settings.ts';
import { SpotctlCommand } from '../spotctl-command.ts';
import { carryFlags, withSourceFlags } from './carry-flags.ts';
import { renderForMachine } from './machine-formats.ts';

export interface DiagnosisFlags extends SettingFlags {
  readonly all: boolean;
  readonly 'fail-on': 'warning' | 'error';
  readonly wait?: number | undefined;
  readonly logs?: readonly string[] | undefined;
  /** Milliseconds. */
  readonly since?: number | undefined;
  readonly output?: string | undefined;
  readonly runbook: boolean;
  readonly fix: boolean;
}

interface FixingRun {
  readonly terminal: Terminal;
  readonly flags: DiagnosisFlags;
  readonly once: () => Promise<Diagnosed>;
}

/** What a diagnosis is besides its flags: ask, wait, print, end. */
export abstract class DoctorCommand extends SpotctlCommand {
  protected async diagnose(flags: DiagnosisFlags, codes: ReadonlySet<string>): Promise<ExitMeaning> {
    const { resolveSettings } = await import('../settings/resolve-settings.ts');
    const settings = await resolveSettings(flags, this.environment);
    this.sayExpired(settings);
    const terminal = flags.fix ? await this.terminalToFix() : null;
    const once = async (): Promise<Diagnosed> => await this.diagnoseOnce(settings, { flags, codes });
    if (flags.wait === undefined) {
      const diagnosed = await once();
      await this.tell(diagnosed, flags);
      if (terminal !== null) return judgeEnding((await this.fix(diagnosed, { terminal, flags, once })).diagnosis, flags['fail-on']);
      // The script is the answer that was asked for; its own last step tells whether the fleet is well.
      if (flags.runbook) return 'done';
      return judgeEnding(diagnosed.diagnosis, flags['fail-on']);
    }
    const { diagnosed, isInTime } = await diagnoseUntilHealthy({
      clock: systemClock,
      waitMs: flags.wait,
      diagnose: once,
      isHealthy: ({ diagnosis }) => judgeEnding(diagnosis, flags['fail-on']) === 'done',
      onUnhealthy: ({ diagnosis }) => this.say(`Not healthy yet: ${told(diagnosis)}; looking again.`),
    });
    await this.tell(diagnosed, flags);
    return isInTime ? 'done' : 'timeout';
  }

  private async diagnoseOnce(
    settings: Settings,
    { flags, codes }: { readonly flags: DiagnosisFlags; readonly codes: ReadonlySet<string> },
  ): Promise<Diagnosed> {
    const { ports } = await this.connectWith(settings);
    ports.expectCloud();
    try {
      const { clientId, regions, suppressions } = settings;
      const diagnosed = await diagnose(ports, {
        clientId: clientId.value,
        regions: regions.value,
        backendUrl: settings.backendUrl.value,
        logs: logsOf(flags),
        codes,
        suppressions,
      });
      const { diagnosis } = diagnosed;
      return { ...diagnosed, diagnosis: { ...diagnosis, findings: carryFlags(diagnosis.findings, flags) } };
    } finally {
      await ports.close();
    }
  }

  private async terminalToFix(): Promise<Terminal> {
    const terminal = await this.terminal();
    if (terminal.canAsk) return terminal;
    throw new SpotctlError({
      code: 'CONFIRMATION_MISSING',
      message: 'There is no terminal to ask on. Nothing was done.',
      hint: 'Run spotctl doctor --runbook: the same remedies, as a script.',
    });
  }

  /** Offers the remedies and, where any was started, looks again; answers with the last diagnosis. */
  private async fix(diagnosed: Diagnosed, run: FixingRun): Promise<Diagnosed> {
    const [{ offerRemedies }, { onStderr, screenFor }] = await Promise.all([
      import('./offer-remedies.ts'),
      import('../printing/presentation.ts'),
    ]);
    const screen = await screenFor(onStderr(this.presentation, process.stderr), '');
    const hasRun = await offerRemedies(diagnosed, { terminal: run.terminal, screen, say: (line) => this.say(line) });
    if (!hasRun) return diagnosed;
    this.say('\nLooking again.');
    const after = await run.once();
    await this.tell(after, run.flags);
    return after;
  }

  private async tell(diagnosed: Diagnosed, flags: DiagnosisFlags): Promise<void> {
    const rendered = flags.runbook
      ? runbookScript(diagnosed, withSourceFlags('spotctl doctor', flags))
      : await renderForMachine(flags.output, diagnosed);
    if (rendered !== null) {
      process.stdout.write(rendered);
      return;
    }
    await this.print({
      kind: 'DoctorReport',
      body: doctorReport(diagnosed),
      text: (screen) => doctorText(diagnosed, { screen, isComplete: flags.all }),
    });
  }

  private sayExpired({ suppressions }: Settings): void {
    const expired = suppressions.filter((suppression) => isExpired(suppression, systemClock.now().toISOString()));
    for (const { code, subject, until } of expired)
      this.say(`The suppression of ${code}${subject === null ? '' : ` for ${subject}`} ended on ${until.slice(0, 10)}.`);
  }
}

function logsOf({ logs, since = 3_600_000 }: DiagnosisFlags): (() => Promise<LogFacts>) | null {
  if (logs === undefined) return null;
  return async () => {
    const { readLogs } = await import('../../gateways/logs/read-logs.ts');
    return await readLogs({ paths: logs, sinceSeconds: since / 1_000, now: systemClock.now() });
  };
}

function told({ findings, checks }: Diagnosed['diagnosis']): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const unknown = checks.filter(({ status }) => status === 'unknown').length;
  return [codes.join(' '), unknown === 0 ? '' : `${unknown} checks unknown`].filter((word) => word !== '').join(', ');
}
