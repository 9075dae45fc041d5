import { Args } from '@oclif/core';
import { sourceFlags } from '../cli/flags.ts';
import { refuseMalformedIds } from '../cli/instance-ids.ts';
import { TerminatingCommand } from '../cli/terminating-command.ts';
import { terminationFlags } from '../cli/termination-flags.ts';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';

export default class Terminate extends TerminatingCommand {
  static override summary = 'Terminate the named instances in EC2, wait until they are gone, and report each to the backend.';
  static override description =
    'The same plan, guards and confirmation as zombies --terminate, for these ids and no others. A healthy replica is terminated too when it is named, and the plan says that it is still wanted. A primary never is, nor what another client owns, what no list of this client holds, the machine spotctl runs on, or what is tagged spotctl:keep: those are refused, and the others go on.\n\nAn id that EC2 does not show counts as gone only where the account is proven and its launch is more than an hour ago; else its outcome is unknown and nothing is reported. An id that has ended before needs nothing and is no error, so a run may be repeated.\n\nExits 0 when done, 2 for a malformed id before anything is asked, 3 when some were refused, failed or could not be reported, 5 when the wait ran out, 6 when guards refused all of them or nobody confirmed.';
  static override usage = '<%= command.id %> ID... [--dry-run | --yes | --confirm COUNT] [FLAGS]';
  static override examples = [
    {
      description: 'See what would happen to two instances, and ask EC2 whether it may',
      command: '<%= config.bin %> <%= command.id %> i-029c1999a147722de i-0f75d6fccfb53a938 --dry-run',
    },
    {
      description: 'Terminate a replica that is still wanted; the count is typed on the terminal',
      command: '<%= config.bin %> <%= command.id %> i-0f75d6fccfb53a938',
    },
    {
      description: 'In a script: only if the plan comes to exactly one, and do not wait for the end',
      command: '<%= config.bin %> <%= command.id %> i-029c1999a147722de --confirm 1 --no-wait --json',
    },
    {
      description: 'What an Auto Scaling group owns and protects, meant all the same',
      command: '<%= config.bin %> <%= command.id %> i-029c1999a147722de --allow-managed --unprotect i-029c1999a147722de',
    },
  ];
  static override args = {
    ids: Args.string({ required: true, multiple: true, ignoreStdin: true, description: 'EC2 instance ids' }),
  };
  static override flags = { ...terminationFlags, ...sourceFlags };

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(Terminate);
    refuseMalformedIds(args.ids);
    return await this.terminate(flags, args.ids);
  }
}
