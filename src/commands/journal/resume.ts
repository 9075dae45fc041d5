import { Args } from '@oclif/core';
import { sourceFlags } from '../../cli/flags.ts';
import { ResumingCommand } from '../../cli/journal/resuming-command.ts';
import { terminationFlags } from '../../cli/termination-flags.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';

const { 'wait-timeout': waitTimeout, 'no-wait': noWait, yes, confirm } = terminationFlags;

export default class JournalResume extends ResumingCommand {
  static override summary = 'Go on with runs that were cut off: find out what became of what was sent, await the ends, report them.';
  static override description =
    'Terminates nothing twice. What had been confirmed and still runs is planned anew, with the guards and flags of its run, and asked for again; --yes or --confirm COUNT agree for a script. Ends that the backend was never told of are reported with the time at which they happened.\n\nWithout RUN, all that are open. Exits 0 when nothing is left, 1 where the journal has no such run, 3 when something could not be settled or reported, 5 when the wait ran out, 6 where nobody confirmed what still runs, or another process holds the run.';
  static override usage = '<%= command.id %> [RUN] [--yes | --confirm COUNT] [FLAGS]';
  static override examples = [
    { description: 'Everything that is open', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'The newest run, without a question and without waiting for ends',
      command: '<%= config.bin %> <%= command.id %> last --yes --no-wait',
    },
  ];
  static override args = {
    run: Args.string({ ignoreStdin: true, description: 'the id of a run, its beginning, or last; all that are open where it is left out' }),
  };
  static override flags = { 'wait-timeout': waitTimeout, 'no-wait': noWait, yes, confirm, ...sourceFlags };

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(JournalResume);
    return await this.resume({ ...flags, 'dry-run': false }, args.run ?? null);
  }
}
