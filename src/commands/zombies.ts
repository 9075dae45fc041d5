import { instanceListFlags } from '../cli/instance-list-command.ts';
import { TerminatingCommand } from '../cli/terminating-command.ts';
import { switchedTerminationFlags } from '../cli/termination-flags.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { itemsFrom } from '../views/list.ts';
import { zombieItem } from '../views/lists/zombie-item.ts';
import { zombieList } from '../views/lists/zombie-list.ts';

export default class Zombies extends TerminatingCommand {
  static override summary = 'List what nobody wants any more and EC2 may still bill: zombies and ghosts; with --terminate, end them.';
  static override description =
    'Finds them from the backend’s rows and from EC2, so that what the sweep never offers is found too.\n\n--terminate shows what it will do, in which account and for which client, and asks for the number of instances. It never touches a primary, another client’s instance, the machine it runs on, or what is tagged spotctl:keep; right before each call it looks again. Then it waits until EC2 says terminated and reports each end to the backend. Run again after an interruption, it goes on where it stopped.\n\nExits 0 when done or with nothing to do, 3 when some failed or could not be reported, 5 when the wait ran out, 6 when a guard refused them or nobody confirmed.';
  static override usage = [
    '<%= command.id %> [--agent AGENT] [--region REGION...] [-o FORMAT]',
    '<%= command.id %> --terminate [--dry-run | --yes | --confirm COUNT] [FLAGS]',
  ];
  static override examples = [
    { description: 'What is not wanted any more, and what it costs', command: '<%= config.bin %> <%= command.id %> -o wide' },
    {
      description: 'Show what would be terminated, and ask EC2 whether it may',
      command: '<%= config.bin %> <%= command.id %> --terminate --dry-run',
    },
    { description: 'Terminate them, if there are exactly two', command: '<%= config.bin %> <%= command.id %> --terminate --confirm 2' },
  ];
  static override flags = { ...instanceListFlags, ...switchedTerminationFlags };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(Zombies);
    if (flags.terminate) return await this.terminate(flags, null);
    return await this.list(flags, {
      only: 'unwanted',
      view: (instances, listed) => zombieList(itemsFrom(instances, (instance) => zombieItem(instance, listed))),
    });
  }
}
