import { Args } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { RegisteringCommand } from '../cli/registration/registering-command.ts';
import { registrationFlags } from '../cli/registration/registration-flags.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

export default class RegisterInstance extends RegisteringCommand {
  static override summary = 'Register instances that were launched by hand.';
  static override description =
    'Reads their facts from EC2 and their prices from EC2’s history, the client’s own rows and AWS’s price list, shows what will be sent and whom it demotes, asks, sends one after another, and reads back who is primary now. A price nobody knows is left out. Every value is checked before anything is sent, since the backend demotes the old primary first.\n\nWithout ids, --from-file or --discover it registers the EC2 instance it runs on, by the instance’s own metadata.\n\nRefuses what does not run, what belongs to another client, agent, account or region, what was terminated, and what is for an agent that is unknown or disabled. Of several, one that is refused or fails does not hold up the others.\n\nA file has a header line with the column instance and any of agent, role (primary or replica), region, instance-type, az, mode (spot or ondemand), pool-id, image-id, spot-price and on-demand-price; or it is a JSON array of ids, or of objects with these names. What a row leaves out comes from --agent and --replica, then from EC2. Up to 1000 rows and one mebibyte; every row is checked, and each problem named with its line, before anything is asked.\n\nWhat becomes of the instance that is demoted is said before and after: when its agent will terminate it, or that it never will. --terminate-demoted terminates it right after, once the registration is verified; after --yes or --confirm without asking again, since the plan shows it.\n\nExits 0 when done or with nothing to do, 2 for a malformed id or file, 3 when some failed or could not be verified, 6 when refused or not confirmed.';
  static override usage = [
    '<%= command.id %> [ID...] [--agent AGENT] [--replica] [--terminate-demoted] [--dry-run | --yes | --confirm COUNT]',
    '<%= command.id %> --from-file FILE [--dry-run | --yes | --confirm COUNT]',
    '<%= command.id %> --discover [--agent AGENT] [--replica] [--dry-run | --yes | --confirm COUNT]',
  ];
  static override examples = [
    { description: 'As primary of the agent its tag names', command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938' },
    {
      description: 'As a replica of a named agent, in a script',
      command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938 --agent web-01 --replica --yes',
    },
    {
      description: 'See what runs unregistered and what registering it would do',
      command: '<%= config.bin %> <%= command.id %> --discover --dry-run',
    },
    {
      description: 'Let a new instance take over, then end the old one',
      command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938 --terminate-demoted',
    },
    {
      description: 'Those of a file, if they are exactly three',
      command: '<%= config.bin %> <%= command.id %> --from-file new.csv --confirm 3',
    },
  ];
  static override args = {
    instances: Args.string({ multiple: true, ignoreStdin: true, description: 'EC2 instance ids; without any, the machine it runs on' }),
  };
  static override flags = { ...registrationFlags, ...sourceFlags };

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(RegisterInstance);
    return await this.register(args.instances ?? [], flags);
  }
}
