import { Flags } from '@oclif/core';
import { DATABASE_HELP, schemaChangeFlags } from '../../cli/schema-change-flags.ts';
import { SchemaChangeCommand } from '../../cli/schema-change-command.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { checkSchemaEndpoint } from '../../usecases/check-schema-endpoint.ts';
import { planSchemaRollback, refuseRollback, rollBackSchema } from '../../usecases/rollback-schema.ts';
import { rollbackPlanBody, rollbackPlanText, rolledBackBody, rolledBackText } from '../../views/schema-rollback.ts';

export default class SchemaRollback extends SchemaChangeCommand {
  static override summary = 'Drop what spotctl added to the schema, and nothing else.';
  static override description = `Goes by the table spotctl_schema_changes, in which \`schema apply\` writes down what it adds: what is not recorded there stays, and so does what was changed since. Shows the statements and asks for the name of the database; reads everything again afterwards. Dropping a column loses what was recorded in it.

Refuses while the backend works with the columns, that is while its endpoint instances-to-terminate answers 200, and where that cannot be seen: roll the backend back first, or add --even-if-in-use.

${DATABASE_HELP}`;
  static override examples = [
    { description: 'Only show what would be dropped', command: '<%= config.bin %> <%= command.id %> --dry-run' },
    { description: 'Show the statements and ask', command: '<%= config.bin %> <%= command.id %>' },
  ];
  static override flags = {
    ...schemaChangeFlags,
    'even-if-in-use': Flags.boolean({
      helpGroup: 'COST',
      default: false,
      description: 'drop the columns although the backend works with them; its endpoints fail then',
    }),
  };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(SchemaRollback);
    const { ports, settings } = await this.connect(flags);
    const planned = await planSchemaRollback(ports, { mayCopy: flags['allow-copy'] });
    const endpoint = await checkSchemaEndpoint(ports, settings.clientId.value);
    if (flags['dry-run']) {
      await this.print({
        kind: 'SchemaRollbackPlan',
        body: rollbackPlanBody(planned, endpoint),
        text: (screen) => rollbackPlanText(planned, { endpoint, screen }),
      });
      return planned.plan.conflicts.length === 0 ? 'done' : 'refused';
    }
    refuseRollback(planned, { endpoint, evenIfInUse: flags['even-if-in-use'] });
    if (!endpoint.ok) this.say(`Whether the backend uses the columns is not known: ${endpoint.why}`);
    await this.agree(planned, flags);
    const result = await this.follow((signal) => rollBackSchema(ports, { planned, signal }));
    await this.print({ kind: 'SchemaRolledBack', body: rolledBackBody(result), text: (screen) => rolledBackText(result, screen) });
    return result.isVerified ? 'done' : 'problems';
  }
}
