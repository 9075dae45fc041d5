import { InstanceListCommand, instanceListFlags, instancesOr } from '../cli/instance-list-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

export default class Primaries extends InstanceListCommand {
  static override summary = 'List the instances that the backend calls primary, by its status or by its flag.';
  static override examples = [
    { description: 'Who serves, and does EC2 agree', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'The primary of one agent, from the backend alone',
      command: '<%= config.bin %> <%= command.id %> --agent web-01 --no-aws',
    },
  ];
  static override flags = instanceListFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Primaries);
    return await this.list(flags, { only: 'primaries', view: instancesOr('No instance is primary.') });
  }
}
