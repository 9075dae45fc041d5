import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { regionsNamed } from '../usecases/gather-cloud.ts';
import { type ListedFleet, listFleet, type ListInput } from '../usecases/list-fleet.ts';
import type { ListView } from '../views/list.ts';
import { listFlags, sourceFlags } from './flags.ts';
import type { SettingFlags } from './settings/settings.ts';
import { isDocumentFormat } from './printing/presentation.ts';
import { type Connection, SpotctlCommand } from './spotctl-command.ts';
import { watchFlag, withWatchInterval } from './watching/watch-interval.ts';

/** Flags of every list of the fleet. */
export const fleetListFlags = { ...listFlags, watch: watchFlag, ...sourceFlags };

export type FleetListFlags = SettingFlags & { readonly watch?: number | undefined };

/** What a list of the fleet asks for, and what it shows of it. */
export interface FleetList<Item> {
  readonly asks: Pick<ListInput, 'asksCloud' | 'asksSweep'>;
  readonly viewOf: (listed: ListedFleet, connection: Connection) => ListView<Item>;
  /** Said below it, besides what could not be seen. */
  readonly sayMore?: (listed: ListedFleet, connection: Connection) => void;
}

/** What lists of the fleet share: one gathering, shown once or watched. */
export abstract class ListCommand extends SpotctlCommand {
  override async run(): Promise<void> {
    this.argv = withWatchInterval(this.argv);
    await super.run();
  }

  /** Prints the list; `partial` where a source that was asked could not be seen. */
  protected async showFleet<Item extends object>(flags: FleetListFlags, list: FleetList<Item>): Promise<ExitMeaning> {
    const connection = await this.connect(flags);
    if (list.asks.asksCloud) connection.ports.expectCloud();
    const { clientId, regions } = connection.settings;
    const input = { clientId: clientId.value, regions: regions.value, ...list.asks };
    if (flags.watch !== undefined) return await this.#watch(connection, { list, input, intervalMs: flags.watch });
    const listed = await listFleet(connection.ports, { ...input, showsTags: isDocumentFormat(this.presentation) });
    await this.printList(list.viewOf(listed, connection));
    this.sayUnseen(listed.unseen);
    list.sayMore?.(listed, connection);
    await this.#rememberIds(flags, listed);
    return listed.unseen.length === 0 ? 'done' : 'partial';
  }

  /** What the shell may complete for a while. */
  async #rememberIds(flags: FleetListFlags, { fleet, snapshot }: ListedFleet): Promise<void> {
    const [{ readSelection, rememberIds }, { idsOf }] = await Promise.all([
      import('./completion/id-cache.ts'),
      import('./completion/ids-of.ts'),
    ]);
    rememberIds(readSelection({ flags, environment: this.environment }).file, idsOf(fleet, regionsNamed(snapshot)));
  }

  async #watch<Item extends object>(
    connection: Connection,
    watched: { readonly list: FleetList<Item>; readonly input: ListInput; readonly intervalMs: number },
  ): Promise<ExitMeaning> {
    const { list, input, intervalMs } = watched;
    const [{ watchFleet }, { watchList }] = await Promise.all([import('../usecases/watch-fleet.ts'), import('./watching/watch-list.ts')]);
    const signal = new AbortController().signal;
    await watchList({
      looks: watchFleet({
        list: input,
        untilNext: async () => await connection.ports.clock.sleep(intervalMs),
        open: async () => (await this.connectWith(connection.settings)).ports,
        signal,
      }),
      viewOf: (listed) => list.viewOf(listed, connection),
      presentation: this.presentation,
      title: [this.config.bin, this.id ?? '', ...this.argv.filter((word) => !word.startsWith('--watch='))].join(' '),
      intervalMs,
      canRedraw: this.presentation.isTerminal && !this.environment.isTerminalDumb,
    });
    return 'interrupted';
  }
}
