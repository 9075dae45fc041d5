import type { DrillPlan } from '../../domain/drill/drill-plan.ts';
import { type CleanedUp, type DrillReport, meaningOf } from '../../domain/drill/drill-report.ts';
import type { KeptDrill } from '../../domain/drill/kept-drill.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Agreement } from '../../domain/journal/run-record.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import type { DrillInput } from '../../usecases/drill/drill-run.ts';
import { confirm } from '../confirm.ts';
import { holdInterrupts } from '../interrupt.ts';
import { onStderr, screenFor } from '../printing/presentation.ts';
import { refuseListFormat } from '../printing/print-document.ts';
import type { Settings } from '../settings/settings.ts';
import { SpotctlCommand } from '../spotctl-command.ts';
import { type DrillFlags, wishedWaitOf } from './drill-flags.ts';

/** Plan, show, ask, rehearse, tell. */
export abstract class DrillCommand extends SpotctlCommand {
  protected async drill(flags: DrillFlags): Promise<ExitMeaning> {
    refuseListFormat(this.presentation);
    wishedWaitOf(flags);
    const [{ settings }, { composeDrillPorts }] = await Promise.all([this.connect(flags), import('../compose.ts')]);
    const ports = composeDrillPorts(settings, this.surroundings);
    try {
      ports.expectCloud();
      const notes = await ports.notes();
      const kept = await notes.left();
      if (flags['clean-up']) return await this.cleanUp(ports, { kept, settings, flags });
      if (kept !== null) throw cutOff(kept);
      const plan = await this.plan(ports, { settings, flags });
      if (flags['dry-run']) return await this.showPlanned(plan);
      await this.agree(plan, flags);
      await notes.begin();
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
      waitSeconds: wishedWaitOf(flags),
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

  private async agree(plan: DrillPlan, flags: DrillFlags): Promise<void> {
    const { drillPlanText } = await import('../../views/drill/drill-plan-text.ts');
    const screen = await screenFor(onStderr(this.presentation, process.stderr), JSON.stringify(plan));
    process.stderr.write(drillPlanText(plan, screen));
    await this.ask(plan, flags);
  }

  private async ask(plan: DrillPlan, { yes, confirm: stated }: Pick<DrillFlags, 'yes' | 'confirm'>): Promise<void> {
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
        origin: this.originOf(settings, flags),
        signal: interrupt.signal,
      });
      await this.print({ kind: 'DrillReport', body: report, text: (screen) => drillReportText(report, screen) });
      return meaningOf(report);
    } finally {
      interrupt.release();
    }
  }

  private async cleanUp(
    ports: DrillPorts,
    of: { readonly kept: KeptDrill | null; readonly settings: Settings; readonly flags: DrillFlags },
  ): Promise<ExitMeaning> {
    const { kept, settings, flags } = of;
    const { drillCleanupText, keptDrillText } = await import('../../views/drill/drill-cleanup-text.ts');
    const cleanup: CleanedUp[] = [];
    if (kept !== null) {
      const { cleanUpAfter, requireSamePlace } = await import('../../usecases/drill/clean-up-after.ts');
      await requireSamePlace(ports, { kept, targets: settings.drillTargets, backendUrl: settings.backendUrl.value });
      if (flags['dry-run']) return await this.showKept(kept);
      process.stderr.write(keptDrillText(kept, await screenFor(onStderr(this.presentation, process.stderr), JSON.stringify(kept))));
      await this.ask(kept.plan, flags);
      await (await ports.notes()).begin();
      for await (const item of cleanUpAfter(ports, { kept, origin: this.originOf(settings, flags) })) cleanup.push(item);
    }
    const body = { agent: kept?.plan.agent ?? null, startedAt: kept?.startedAt ?? null, cleanup };
    await this.print({ kind: 'DrillCleanup', body, text: (screen) => drillCleanupText(body, screen) });
    return cleanup.some(({ outcome }) => outcome === 'failed' || outcome === 'left') ? 'partial' : 'done';
  }

  private async showKept(kept: KeptDrill): Promise<ExitMeaning> {
    const { keptDrillText } = await import('../../views/drill/drill-cleanup-text.ts');
    const body = { agent: kept.plan.agent, startedAt: kept.startedAt, cleanup: [] };
    await this.print({ kind: 'DrillCleanup', body, text: (screen) => keptDrillText(kept, screen) });
    return 'done';
  }

  private originOf({ backendUrl }: Settings, flags: DrillFlags): DrillInput['origin'] {
    return { backendUrl: backendUrl.value ?? '', version: this.config.version, how: agreementOf(flags) };
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

function cutOff({ plan, startedAt }: KeptDrill): SpotctlError {
  return new SpotctlError({
    code: 'DRILL_UNREADY',
    message: `The drill of agent ${plan.agent.logicalAgentId} that began at ${startedAt} was cut off, and what it changed was never put back.`,
    hint: 'spotctl drill --clean-up',
  });
}
