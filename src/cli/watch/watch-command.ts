import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { followFleet } from '../../usecases/follow-fleet.ts';
import { watchFleet, type WatchedFleet } from '../../usecases/watch-fleet.ts';
import type { SettingFlags } from '../settings/settings.ts';
import { type Connection, SpotctlCommand } from '../spotctl-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { endBySignal } from '../watching/end-by-signal.ts';
import { startLookTimer } from './look-timer.ts';

export interface WatchFlags extends SettingFlags {
  /** Milliseconds between two looks. */
  readonly interval: number;
}

/** What `watch` is besides its flags: looks, and where they are shown. */
export abstract class WatchCommand extends SpotctlCommand {
  protected async watch(flags: WatchFlags): Promise<ExitMeaning> {
    const connection = await this.connect(flags);
    const { clientId, regions } = connection.settings;
    const stopped = new AbortController();
    const timer = startLookTimer(flags.interval, stopped.signal);
    const looks = watchFleet({
      list: { clientId: clientId.value, regions: regions.value, asksCloud: true, asksSweep: false },
      untilNext: timer.untilNext,
      open: async () => (await this.connectWith(connection.settings)).ports,
      signal: stopped.signal,
    });
    if (this.#canDraw) return await this.showDashboard(connection, { flags, looks, timer, stopped });
    return await this.tellChanges(connection, looks);
  }

  get #canDraw(): boolean {
    const isForPeople = this.presentation.format === null;
    return isForPeople && process.stdout.isTTY && process.stdin.isTTY && !this.environment.isTerminalDumb;
  }

  /** Until a signal ends it. */
  private async tellChanges({ settings }: Connection, looks: AsyncIterable<WatchedFleet>): Promise<ExitMeaning> {
    const { format } = this.presentation;
    if (format !== null && format !== 'json')
      throw new SpotctlError({
        code: 'USAGE',
        message: `watch cannot show -o ${format}.`,
        hint: 'Use -o json for its changes, or none on a terminal.',
      });
    endBySignal();
    const { fleetChanges } = await import('./tell-fleet-changes.ts');
    for await (const line of fleetChanges(looks, settings.suppressions)) process.stdout.write(line);
    return 'interrupted';
  }

  private async showDashboard(
    { settings }: Connection,
    run: {
      readonly flags: WatchFlags;
      readonly looks: AsyncIterable<WatchedFleet>;
      readonly timer: ReturnType<typeof startLookTimer>;
      readonly stopped: AbortController;
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
    const { stopped } = run;
    // It ends in order: a termination that was begun from here gets the signal too, and is waited for. Not `once`: ink would then kill.
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopped.abort());
    const actions = dashboardActions(run.flags, {
      lookNow: run.timer.lookNow,
      describe: async (id) => await openInstance(id, { settings, surroundings: this.surroundings, presentation: this.presentation }),
      pause: async () => {
        if (!stopped.signal.aborted) await terminal.ask('Press Enter to go back to the dashboard.').catch(() => '');
      },
    });
    const farewell = await runDashboard(followFleet(run.looks, settings.suppressions), {
      actions,
      painting,
      signal: stopped.signal,
      onEnd: () => stopped.abort(),
    });
    await actions.terminated();
    // A look may be under way; it only reads, and nobody waits for it.
    return process.exit(exitCodes[farewell]);
  }
}
