import { listFlags } from '../../cli/flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { summarizeRun } from '../../domain/journal/summarize-run.ts';
import { runList } from '../../views/journal/run-list.ts';

export default class JournalList extends SpotctlCommand {
  static override summary = 'List the runs that terminated instances from this machine, and what is left of each.';
  static override description =
    'The journal holds what was planned, confirmed, sent, answered, seen and reported, each written before the act. A run that is open was cut off, or could not report: journal resume settles it.';
  static override examples = [
    { description: 'Every run, the newest first', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Ids of the runs, for a script', command: '<%= config.bin %> <%= command.id %> -o name' },
  ];
  static override flags = listFlags;

  protected async execute(): Promise<void> {
    await this.parse(JournalList);
    const { ports } = await this.connect({});
    const journal = await ports.journal();
    await this.printList(runList((await journal.runs()).map(summarizeRun)));
  }
}
