import { Flags } from '@oclif/core';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { filterInstances, type InstanceFilter } from '../domain/instance-filter.ts';
import type { FleetInstance } from '../domain/reconciliation.ts';
import { listFlags, sourceFlags } from './flags.ts';
import type { SettingFlags } from './settings/settings.ts';
import type { ListedFleet } from '../usecases/list-fleet.ts';
import { itemsFrom, type ListView } from '../views/list.ts';
import { type InstanceItem, instanceItem } from '../views/lists/instance-item.ts';
import { instanceList } from '../views/lists/instance-list.ts';
import { SpotctlCommand } from './spotctl-command.ts';

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
  ...listFlags,
  ...sourceFlags,
};

/** Parsed flags of a list of instances. */
export type InstanceListFlags = SettingFlags & {
  readonly agent?: string | undefined;
  readonly status?: InstanceFilter['status'];
  readonly mode?: InstanceFilter['mode'];
  readonly 'aws-state'?: InstanceFilter['cloudState'];
  readonly 'no-aws': boolean;
};

/** Which instances a command lists, and how. */
export interface Chosen<Item> {
  readonly only?: InstanceFilter['only'];
  readonly view: (instances: readonly FleetInstance[], listed: ListedFleet) => ListView<Item>;
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
export abstract class InstanceListCommand extends SpotctlCommand {
  /** Prints the list; `partial` where a source that was asked could not be seen. */
  protected async list<Item>(flags: InstanceListFlags, chosen: Chosen<Item>): Promise<ExitMeaning> {
    if (flags['no-aws']) refuseWhatOnlyEc2Tells(flags);
    const { settings, ports } = await this.connect(flags);
    const [{ chooseAgent }, { listFleet }] = await Promise.all([
      import('../usecases/choose-agent.ts'),
      import('../usecases/list-fleet.ts'),
    ]);
    const listed = await listFleet(ports, {
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      asksCloud: !flags['no-aws'],
      asksSweep: chosen.only === 'unwanted',
    });
    if (flags.agent !== undefined) chooseAgent(listed.fleet.agents, flags.agent);
    const kept = filterInstances(listed.fleet.instances, {
      agent: flags.agent,
      regions: flags.region === undefined ? undefined : (settings.regions.value ?? undefined),
      status: flags.status,
      mode: flags.mode,
      cloudState: flags['aws-state'],
      only: chosen.only,
    });
    await this.printList(chosen.view(kept, listed));
    this.sayUnseen(listed.unseen);
    if (!flags['no-aws']) this.#sayUnasked({ instances: kept, from: settings.regions.from });
    return listed.unseen.length === 0 ? 'done' : 'partial';
  }

  /** Rows of regions that the settings leave out: their EC2 facts are unknown by choice, which is no failure. */
  #sayUnasked({ instances, from }: { readonly instances: readonly FleetInstance[]; readonly from: string }): void {
    const regions = instances.filter(({ cloud }) => !cloud.ok && cloud.code === 'NOT_ASKED').map(({ region }) => region);
    for (const region of new Set(regions))
      this.say(`! EC2 in ${region} was not asked, since ${from} leaves it out. Its facts are unknown here.`);
  }
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
