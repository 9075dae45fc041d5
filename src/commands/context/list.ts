import { listFlags } from '../../cli/flags.ts';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { contextList } from '../../views/lists/context-list.ts';

export default class ContextList extends SpotctlCommand {
  static override summary = 'List the contexts.';
  static override examples = [
    { description: 'All contexts, the current one marked', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Their names', command: '<%= config.bin %> <%= command.id %> -o name' },
  ];
  static override flags = listFlags;

  protected async execute(): Promise<void> {
    await this.parse(ContextList);
    const { currentContext, contexts } = await new ContextStore(this.environment.configFolder).read();
    const items = Object.entries(contexts).map(([name, context]) => ({
      name,
      isCurrent: name === currentContext,
      backendUrl: context.backendUrl ?? null,
      clientId: context.clientId ?? null,
      awsProfile: context.awsProfile ?? null,
      regions: context.regions ?? [],
    }));
    await this.printList(contextList(items));
  }
}
