import { InstanceListCommand, instanceListFlags, instancesOr } from '../cli/instance-list-command.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

export default class Instances extends InstanceListCommand {
  static override summary = 'List every instance of the fleet, each with the word of the backend and of EC2.';
  static override description =
    'Joins the rows of the backend, of its database where one is configured, and of EC2. What EC2 runs under the fleet’s tags without a row is listed too.\n\nA fact that no reachable source can tell is null in JSON and - in a table. Exits 3 where a source could not be seen.';
  static override examples = [
    { description: 'Everything that EC2 bills', command: '<%= config.bin %> <%= command.id %> --aws-state running' },
    { description: 'Ids of the ghosts, for a script', command: '<%= config.bin %> <%= command.id %> --status ghost -o name' },
  ];
  static override flags = instanceListFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Instances);
    return await this.list(flags, { view: instancesOr('No instance fits.') });
  }
}
