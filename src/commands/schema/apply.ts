import { Args } from '@oclif/core';
import { DATABASE_HELP, schemaChangeFlags } from '../../cli/schema-change-flags.ts';
import { SchemaChangeCommand } from '../../cli/schema-change-command.ts';
import type { OpenPorts } from '../../cli/compose.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { endpointUse } from '../../domain/schema/endpoint-use.ts';
import { applySchema } from '../../usecases/apply-schema.ts';
import { checkSchemaEndpoint } from '../../usecases/check-schema-endpoint.ts';
import { fitKeptPlan, planSchemaChange, type PlannedSchemaChange, refuseConflicts } from '../../usecases/plan-schema-change.ts';
import { schemaAppliedBody, schemaAppliedText } from '../../views/schema-applied.ts';
import { schemaPlanBody, schemaPlanText } from '../../views/schema-plan.ts';

export default class SchemaApply extends SchemaChangeCommand {
  static override summary = 'Complete the schema, one statement at a time.';
  static override description = `Shows server, database and statements, asks for the name of the database, then adds what is missing without rewriting a table or stopping its writers. With FILE it carries out exactly the plan that was kept there, or refuses where the database is another or has moved on. Reads everything again afterwards, and calls the endpoint that failed; exits 3 where a backend is configured and its endpoint does not answer 200.

Each statement waits for a lock at most 3 seconds, 3 times, so that nothing queues behind it for longer; it names the session in the way and ends none. Only one run at a time changes a schema. What it adds it writes down in the table spotctl_schema_changes, which \`schema rollback\` goes by. After an interruption, even kill -9, the same command completes what is left and does nothing twice.

${DATABASE_HELP} Where a grant is missing, the GRANT to ask for is named.`;
  static override examples = [
    { description: 'Show the statements and ask', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Exactly what was reviewed', command: '<%= config.bin %> <%= command.id %> plan.json --confirm spot_optimizer' },
    { description: 'In a runbook', command: '<%= config.bin %> <%= command.id %> --confirm spot_optimizer' },
    { description: 'Only show what would be done', command: '<%= config.bin %> <%= command.id %> --dry-run' },
  ];
  static override args = { file: Args.string({ name: 'FILE', description: 'a plan kept with `schema plan --out FILE`' }) };
  static override flags = schemaChangeFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { args, flags } = await this.parse(SchemaApply);
    const { ports, settings } = await this.connect(flags);
    const planned = await this.plan(ports, { file: args.file ?? null, mayCopy: flags['allow-copy'] });
    if (flags['dry-run']) return await this.showPlan(planned);
    refuseConflicts(planned);
    await this.agree(planned, flags);
    const planId = args.file === undefined ? null : planned.planId;
    const applied = await this.follow((signal) => applySchema(ports, { planned, planId, signal }));
    const outcome = { applied, endpoint: await checkSchemaEndpoint(ports, settings.clientId.value) };
    await this.print({ kind: 'SchemaApplied', body: schemaAppliedBody(outcome), text: (screen) => schemaAppliedText(outcome, screen) });
    if (!applied.isVerified) return 'problems';
    return ['used', 'unasked'].includes(endpointUse(outcome.endpoint)) ? 'done' : 'partial';
  }

  private async plan(ports: OpenPorts, from: { readonly file: string | null; readonly mayCopy: boolean }): Promise<PlannedSchemaChange> {
    if (from.file === null) return await planSchemaChange(ports, from);
    const { readSavedPlan } = await import('../../cli/saved-plan-file.ts');
    return await fitKeptPlan(ports, await readSavedPlan(from.file));
  }

  private async showPlan(planned: PlannedSchemaChange): Promise<ExitMeaning> {
    await this.print({ kind: 'SchemaPlan', body: schemaPlanBody(planned), text: (screen) => schemaPlanText(planned, screen) });
    return planned.plan.conflicts.length === 0 ? 'done' : 'refused';
  }
}
