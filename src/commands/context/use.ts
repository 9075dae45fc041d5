import { Args } from '@oclif/core';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { useContext } from '../../cli/settings/edit-contexts.ts';
import { SetupCommand } from '../../cli/setup-command.ts';

export default class ContextUse extends SetupCommand {
  static override summary = 'Make a context the current one.';
  static override examples = [
    { description: 'Work on production from here on', command: '<%= config.bin %> <%= command.id %> prod' },
    { description: 'For one command only, name it there', command: '<%= config.bin %> doctor --context staging' },
  ];
  static override args = { name: Args.string({ required: true, ignoreStdin: true, description: 'the context' }) };

  protected async execute(): Promise<void> {
    const { args } = await this.parse(ContextUse);
    await useContext(new ContextStore(this.environment.configFolder), args.name);
    await this.print({ kind: 'Context', body: { name: args.name, isCurrent: true }, text: () => `Context ${args.name} is current.\n` });
    await this.sayHowItStands(args.name);
  }
}
