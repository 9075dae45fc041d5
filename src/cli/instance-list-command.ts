import { Flags } from '@oclif/core';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { filterInstances, type InstanceFilter } from '../domain/instance-filter.ts';
import type { FleetInstance } from '../domain/reconciliation.ts';
import type { Rows } from '../domain/rows/rows.ts';
import { findUnattributed } from '../domain/unattributed.ts';
import type { ListedFleet } from '../usecases/list-fleet.ts';
import { itemsFrom, type ListView } from '../views/list.ts';
import { type InstanceItem, instanceItem } from '../views/lists/instance-item.ts';
import { instanceList } from '../views/lists/instance-list.ts';
import { chooseAgent } from '../usecases/choose-agent.ts';
import { fleetListFlags, type FleetListFlags, ListCommand } from './list-command.ts';
import type { Connection } from './spotctl-command.ts';

/** Flags of every list of instances. */
export const instanceListFlags = {
  agent: Flags.string({ helpValue: 'AGENT', description: "only this agent's, by its UUID or logical id" }),
  status: Flags.option({
    options: ['running_primary', 'running_replica', 'zombie', 'terminated', 'ghost', 'unregistered'] as const,
    description: "only where the backend says so, or where its word and EC2's make a ghost or an unregistered one",
  })(),
  mode: Flags.option({ options: ['spot', 'ondemand'] as const, description: 'only spot, or only on-demand' })(),
  'aws-state': Flags.option({
    options: ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated', 'absent'] as const,
    description: 'only in this state in EC2; absent: EC2 returned nothing',
  })(),
  'no-aws': Flags.boolean({ description: 'do not ask EC2; its facts are unknown then' }),
  ...fleetListFlags,
};

/** Parsed flags of a list of instances. */
export type InstanceListFlags = FleetListFlags & {
  readonly agent?: string | undefined;
  readonly status?: InstanceFilter['status'];
  readonly mode?: InstanceFilter['mode'];
  readonly 'aws-state'?: InstanceFilter['cloudState'];
  readonly 'no-aws': boolean;
};

/** Which instances a command lists, and how. */
export interface Chosen<Item> {
  readonly only?: InstanceFilter['only'];
  readonly view: (instances: Rows<FleetInstance>, listed: ListedFleet) => ListView<Item>;
}

/** The view of `instances` and `primaries`. */
export function instancesOr(whenEmpty: string): Chosen<InstanceItem>['view'] {
  return (instances, listed) =>
    instanceList(
      itemsFrom(instances, (instance) => instanceItem(instance, listed)),
      whenEmpty,
    );
}

/** What `instances`, `primaries` and `zombies` share: one gathering, one table, one rule for what could not be seen. */
export abstract class InstanceListCommand extends ListCommand {
  /** Prints the list; `partial` where a source that was asked could not be seen. */
  protected async list<Item extends object>(flags: InstanceListFlags, chosen: Chosen<Item>): Promise<ExitMeaning> {
    if (flags['no-aws']) refuseWhatOnlyEc2Tells(flags);
    return await this.showFleet(flags, {
      asks: { asksCloud: !flags['no-aws'], asksSweep: chosen.only === 'unwanted' },
      viewOf: (listed, connection) => chosen.view(keptOf(listed, { flags, chosen, connection }), listed),
      sayMore: (listed, connection) => {
        const kept = (): Rows<FleetInstance> => keptOf(listed, { flags, chosen, connection });
        if (listed.rowsWithoutAgent > 0) this.#sayUnattributed(findUnattributed(listed.snapshot, kept()));
        const { regions } = connection.settings;
        // Where nobody chose regions, all that the rows name are asked.
        if (!flags['no-aws'] && regions.value !== null) this.#sayUnasked({ instances: kept(), from: regions.from });
      },
    });
  }

  /** A list of the backend's that is short or missing must not pass for instances that no agent has. */
  #sayUnattributed(unknown: ReturnType<typeof findUnattributed>): void {
    if (unknown === null) return;
    const { count, why } = unknown;
    this.say(`! ${why} So the agents of ${count} of these are unknown here. Its database knows them: set SPOTCTL_DATABASE_URL.`);
  }

  /** Rows of regions that the settings leave out: their EC2 facts are unknown by choice, which is no failure. */
  #sayUnasked({ instances, from }: { readonly instances: Rows<FleetInstance>; readonly from: string }): void {
    const regions = new Set<string>();
    for (const { cloud, region } of instances) if (!cloud.ok && cloud.code === 'NOT_ASKED') regions.add(region);
    for (const region of regions) this.say(`! EC2 in ${region} was not asked, since ${from} leaves it out. Its facts are unknown here.`);
  }
}

function keptOf<Item>(
  { fleet, unwanted }: ListedFleet,
  asked: { readonly flags: InstanceListFlags; readonly chosen: Chosen<Item>; readonly connection: Connection },
): Rows<FleetInstance> {
  const { flags, chosen, connection } = asked;
  if (flags.agent !== undefined) chooseAgent(fleet.agents, flags.agent);
  return filterInstances(chosen.only === 'unwanted' ? unwanted : fleet.instances, {
    agent: flags.agent,
    regions: flags.region === undefined ? undefined : (connection.settings.regions.value ?? undefined),
    status: flags.status,
    mode: flags.mode,
    cloudState: flags['aws-state'],
    only: chosen.only,
  });
}

function refuseWhatOnlyEc2Tells({ status, 'aws-state': state }: InstanceListFlags): void {
  const flag = state === undefined ? `--status ${status}` : `--aws-state ${state}`;
  if (state === undefined && status !== 'ghost' && status !== 'unregistered') return;
  throw new SpotctlError({
    code: 'USAGE',
    message: `Only EC2 can answer ${flag}, and --no-aws does not ask it.`,
    hint: 'Leave out --no-aws.',
  });
}
