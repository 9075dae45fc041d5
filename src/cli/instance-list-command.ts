import { Flags } from '@oclif/core';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { filterInstances, type InstanceFilter } from '../domain/instance-filter.ts';
import { listFlags, sourceFlags } from './flags.ts';
import type { SettingFlags } from './settings/settings.ts';
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

/** What `instances`, `primaries` and `zombies` share: one gathering, one table, one rule for what could not be seen. */
export abstract class InstanceListCommand extends SpotctlCommand {
  /** Prints the list; `partial` where a source that was asked could not be seen. */
  protected async list(
    flags: InstanceListFlags,
    chosen: { readonly only?: InstanceFilter['only']; readonly whenEmpty: string },
  ): Promise<ExitMeaning> {
    const { settings, ports } = await this.connect(flags);
    const [{ listFleet }, { instanceItem }, { instanceList }] = await Promise.all([
      import('../usecases/list-fleet.ts'),
      import('../views/lists/instance-item.ts'),
      import('../views/lists/instance-list.ts'),
    ]);
    const listed = await listFleet(ports, {
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      asksCloud: !flags['no-aws'],
    });
    const filter = {
      agent: flags.agent,
      regions: flags.region === undefined ? undefined : (settings.regions.value ?? undefined),
      status: flags.status,
      mode: flags.mode,
      cloudState: flags['aws-state'],
      only: chosen.only,
    };
    const items = filterInstances(listed.fleet.instances, filter).map((instance) => instanceItem(instance, listed));
    await this.printList(instanceList(items, chosen.whenEmpty));
    for (const { source, why, code } of listed.unseen) this.say(`! ${source}: ${why} Its facts are unknown here. (${code})`);
    return listed.unseen.length === 0 ? 'done' : 'partial';
  }
}
