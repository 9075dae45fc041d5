import { Args } from '@oclif/core';
import { confirm } from '../../cli/confirm.ts';
import { writeFlags } from '../../cli/flags.ts';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { deleteContext, requireContext } from '../../cli/settings/edit-contexts.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';

export default class ContextDelete extends SpotctlCommand {
  static override summary = 'Delete a context and its token.';
  static override examples = [
    { description: 'Delete it after typing its name', command: '<%= config.bin %> <%= command.id %> staging' },
    { description: 'Delete it in a script', command: '<%= config.bin %> <%= command.id %> staging --yes' },
  ];
  static override args = { name: Args.string({ required: true, ignoreStdin: true, description: 'the context' }) };
  static override flags = { yes: writeFlags.yes };

  protected async execute(): Promise<void> {
    const { args, flags } = await this.parse(ContextDelete);
    const store = new ContextStore(this.environment.configFolder);
    requireContext(await store.read(), args.name);
    await confirm(await this.terminal(), {
      question: `Delete context ${args.name} and its token?`,
      expected: args.name,
      isGiven: flags.yes,
      stated: null,
    });
    await deleteContext(store, args.name);
    await this.print({ kind: 'Context', body: { name: args.name, isCurrent: false }, text: () => `Context ${args.name} is deleted.\n` });
  }
}
