import type { DrillPlan } from '../../domain/drill/drill-plan.ts';
import { type DrillReport, meaningOf } from '../../domain/drill/drill-report.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { Agreement } from '../../domain/journal/run-record.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import type { DrillInput } from '../../usecases/drill/drill-run.ts';
import { confirm } from '../confirm.ts';
import { holdInterrupts } from '../interrupt.ts';
import { onStderr, screenFor } from '../printing/presentation.ts';
import { refuseListFormat } from '../printing/print-document.ts';
import type { Settings } from '../settings/settings.ts';
import { SpotctlCommand } from '../spotctl-command.ts';
import type { DrillFlags } from './drill-flags.ts';

/** Plan, show, ask, rehearse, tell. */
export abstract class DrillCommand extends SpotctlCommand {
  protected async drill(flags: DrillFlags): Promise<ExitMeaning> {
    refuseListFormat(this.presentation);
    const [{ settings }, { composeDrillPorts }] = await Promise.all([this.connect(flags), import('../compose.ts')]);
    const ports = composeDrillPorts(settings, this.surroundings);
    try {
      ports.expectCloud();
      const plan = await this.plan(ports, { settings, flags });
      if (flags['dry-run']) return await this.showPlanned(plan);
      await this.agree(plan, flags);
      return await this.rehearse(ports, { plan, settings, flags });
    } finally {
      await ports.close();
    }
  }

  private async plan(ports: DrillPorts, of: { readonly settings: Settings; readonly flags: DrillFlags }): Promise<DrillPlan> {
    const { planDrill } = await import('../../usecases/drill/plan-drill.ts');
    const { settings, flags } = of;
    return await planDrill(ports, {
      targets: settings.drillTargets,
      backendUrl: settings.backendUrl.value,
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      agent: flags.agent ?? null,
      poolId: flags.pool ?? null,
      waitSeconds: flags.wait === undefined ? null : flags.wait / 1_000,
    });
  }

  private async showPlanned(plan: DrillPlan): Promise<ExitMeaning> {
    const [{ plannedReport }, { drillPlanText }] = await Promise.all([
      import('../../domain/drill/planned-report.ts'),
      import('../../views/drill/drill-plan-text.ts'),
    ]);
    const body = plannedReport(plan, new Date().toISOString());
    await this.print({ kind: 'DrillReport', body, text: (screen) => drillPlanText(plan, screen) });
    return meaningOf(body);
  }

  private async agree(plan: DrillPlan, { yes, confirm: stated }: DrillFlags): Promise<void> {
    const { drillPlanText } = await import('../../views/drill/drill-plan-text.ts');
    const screen = await screenFor(onStderr(this.presentation, process.stderr), JSON.stringify(plan));
    process.stderr.write(drillPlanText(plan, screen));
    await confirm(await this.terminal(), {
      question: `Drill in account ${plan.account}?`,
      expected: plan.agent.logicalAgentId,
      isGiven: yes,
      stated: stated ?? null,
    });
  }

  private async rehearse(
    ports: DrillPorts,
    of: { readonly plan: DrillPlan; readonly settings: Settings; readonly flags: DrillFlags },
  ): Promise<ExitMeaning> {
    const { plan, settings, flags } = of;
    const { drillReportText } = await import('../../views/drill/drill-report-text.ts');
    const limit = flags['step-limit'];
    const interrupt = holdInterrupts(() =>
      this.say('Interrupted: nothing more is begun, and what the drill changed is put back. Press Ctrl-C again to stop at once.'),
    );
    try {
      const report = await this.follow(ports, {
        plan,
        stepLimitSeconds: limit === undefined ? null : limit / 1_000,
        origin: { backendUrl: settings.backendUrl.value ?? '', version: this.config.version, how: agreementOf(flags) },
        signal: interrupt.signal,
      });
      await this.print({ kind: 'DrillReport', body: report, text: (screen) => drillReportText(report, screen) });
      return meaningOf(report);
    } finally {
      interrupt.release();
    }
  }

  private async follow(ports: DrillPorts, input: DrillInput): Promise<DrillReport> {
    const [{ runDrill }, { drillProgress }] = await Promise.all([
      import('../../usecases/drill/run-drill.ts'),
      import('../../views/drill/drill-progress.ts'),
    ]);
    for await (const event of runDrill(ports, input)) {
      const line = drillProgress(event);
      if (line !== null) this.say(line);
      if (event.kind === 'finished') return event.report;
    }
    throw new Error('The last event of a drill tells its report.');
  }
}

function agreementOf({ confirm: stated, yes }: DrillFlags): Agreement {
  if (stated !== undefined) return 'count';
  return yes ? 'yes' : 'typed';
}
