import { sourceFlags } from '../../cli/flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { planSchemaChange } from '../../usecases/plan-schema-change.ts';
import { schemaPlanBody, schemaPlanText } from '../../views/schema-plan.ts';

export default class SchemaPlan extends SpotctlCommand {
  static override summary = 'Show the SQL that would complete the schema, and the SQL that takes it back.';
  static override description =
    'Only what is missing, one statement a step, each naming an algorithm that neither rewrites the table nor stops its writers. Changes nothing.\n\nExits 1 where something stands in the way that spotctl does not change.';
  static override examples = [
    { description: 'The SQL for whoever may change the schema', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'For a script', command: '<%= config.bin %> <%= command.id %> -o json' },
  ];
  static override flags = sourceFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(SchemaPlan);
    const { ports } = await this.connect(flags);
    const planned = await planSchemaChange(ports);
    await this.print({ kind: 'SchemaPlan', body: schemaPlanBody(planned), text: (screen) => schemaPlanText(planned, screen) });
    return planned.plan.conflicts.length === 0 ? 'done' : 'problems';
  }
}
