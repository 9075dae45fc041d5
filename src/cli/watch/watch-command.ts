import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { followFleet } from '../../usecases/follow-fleet.ts';
import type { SettingFlags } from '../settings/settings.ts';
import { type Connection, SpotctlCommand } from '../spotctl-command.ts';
import { startLookTimer } from './look-timer.ts';

export interface WatchFlags extends SettingFlags {
  /** Milliseconds between two looks. */
  readonly interval: number;
}

/** What `watch` is besides its flags: looks, and where they are shown. */
export abstract class WatchCommand extends SpotctlCommand {
  protected async watch(flags: WatchFlags): Promise<ExitMeaning> {
    if (!process.stdout.isTTY || !process.stdin.isTTY)
      throw new SpotctlError({
        code: 'USAGE',
        message: 'The dashboard needs a terminal.',
        hint: 'Elsewhere, use spotctl instances --watch: a line of JSON for each change.',
      });
    const connection = await this.connect(flags);
    const { clientId, regions, suppressions } = connection.settings;
    const stopped = new AbortController();
    const timer = startLookTimer(flags.interval, stopped.signal);
    const looks = followFleet(connection.ports, {
      clientId: clientId.value,
      regions: regions.value,
      suppressions,
      untilNext: timer.untilNext,
      signal: stopped.signal,
    });
    return await this.showDashboard(connection, { flags, looks, timer, stop: () => stopped.abort() });
  }

  private async showDashboard(
    { ports, settings }: Connection,
    run: {
      readonly flags: WatchFlags;
      readonly looks: ReturnType<typeof followFleet>;
      readonly timer: ReturnType<typeof startLookTimer>;
      readonly stop: () => void;
    },
  ): Promise<ExitMeaning> {
    const [{ runDashboard }, { dashboardActions }, { openInstance }, { screenFor }] = await Promise.all([
      import('../../views/dashboard/run-dashboard.tsx'),
      import('./dashboard-actions.ts'),
      import('./open-instance.ts'),
      import('../printing/presentation.ts'),
    ]);
    // Names of clients, agents and tags may hold any letters: their exact widths keep the columns straight.
    const painting = await screenFor(this.presentation, '\u4e00');
    const terminal = await this.terminal();
    const actions = dashboardActions(run.flags, {
      lookNow: run.timer.lookNow,
      describe: async (id) => await openInstance(id, { ports, settings, presentation: this.presentation }),
      pause: async () => void (await terminal.ask('Press Enter to go back to the dashboard.').catch(() => '')),
    });
    return await runDashboard(run.looks, { actions, painting, onEnd: run.stop });
  }
}
