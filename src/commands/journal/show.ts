import { Args } from '@oclif/core';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { findRun } from '../../domain/journal/find-run.ts';
import { runDocument } from '../../views/journal/run-document.ts';
import { runText } from '../../views/journal/run-text.ts';

export default class JournalShow extends SpotctlCommand {
  static override summary = 'Show one run: whose it was, how each instance stands, and all that was recorded, with EC2’s request ids.';
  static override description = 'Exits 1 where the journal has no such run.';
  static override examples = [
    { description: 'The newest run', command: '<%= config.bin %> <%= command.id %> last' },
    { description: 'How each of its instances stands', command: "<%= config.bin %> <%= command.id %> last -o json | jq '.report.targets'" },
  ];
  static override args = {
    run: Args.string({ required: true, ignoreStdin: true, description: 'the id of a run, its beginning, or last' }),
  };

  protected async execute(): Promise<void> {
    const { args } = await this.parse(JournalShow);
    const { ports } = await this.connect({});
    const journal = await ports.journal();
    const body = runDocument(findRun(await journal.runs(), args.run));
    await this.print({ kind: 'JournalRun', body, text: (screen) => runText(body, screen) });
  }
}
