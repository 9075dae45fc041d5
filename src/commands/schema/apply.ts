import { Flags } from '@oclif/core';
import { confirm } from '../../cli/confirm.ts';
import { sourceFlags, writeFlags } from '../../cli/flags.ts';
import { screenFor } from '../../cli/printing/presentation.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { type AppliedSchema, applySchema } from '../../usecases/apply-schema.ts';
import { checkSchemaEndpoint } from '../../usecases/check-schema-endpoint.ts';
import { planSchemaChange, type PlannedSchemaChange, refuseConflicts } from '../../usecases/plan-schema-change.ts';
import { schemaAppliedBody, schemaAppliedText, schemaProgress } from '../../views/schema-applied.ts';
import { schemaChangeText, schemaPlanBody, schemaPlanText } from '../../views/schema-plan.ts';

export default class SchemaApply extends SpotctlCommand {
  static override summary = 'Complete the schema, one statement at a time.';
  static override description =
    'Shows server, database and statements, asks for the name of the database, then adds what is missing without rewriting a table or stopping its writers. Reads everything again afterwards, and calls the endpoint that failed. Run again after an interruption, it completes what is left.';
  static override examples = [
    { description: 'Show the statements and ask', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'In a runbook', command: '<%= config.bin %> <%= command.id %> --confirm spot_optimizer' },
    { description: 'Only show what would be done', command: '<%= config.bin %> <%= command.id %> --dry-run' },
  ];
  static override flags = {
    ...sourceFlags,
    ...writeFlags,
    confirm: Flags.string({
      helpGroup: 'CONFIRMATION',
      helpValue: 'DATABASE',
      description: 'do it without asking if the database has this name',
    }),
  };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(SchemaApply);
    const { ports, settings } = await this.connect(flags);
    const planned = await planSchemaChange(ports);
    if (flags['dry-run']) return await this.showPlan(planned);
    refuseConflicts(planned);
    if (planned.plan.statements.length > 0) await this.agree(planned, { isGiven: flags.yes, stated: flags.confirm ?? null });
    const applied = await this.carryOut(applySchema(ports, planned));
    const outcome = { applied, endpoint: await checkSchemaEndpoint(ports, settings.clientId.value) };
    await this.print({ kind: 'SchemaApplied', body: schemaAppliedBody(outcome), text: (screen) => schemaAppliedText(outcome, screen) });
    if (!applied.isVerified) return 'problems';
    return outcome.endpoint.ok && outcome.endpoint.value.outcome === 'failed' ? 'partial' : 'done';
  }

  private async showPlan(planned: PlannedSchemaChange): Promise<ExitMeaning> {
    await this.print({ kind: 'SchemaPlan', body: schemaPlanBody(planned), text: (screen) => schemaPlanText(planned, screen) });
    return planned.plan.conflicts.length === 0 ? 'done' : 'refused';
  }

  private async agree(planned: PlannedSchemaChange, given: { readonly isGiven: boolean; readonly stated: string | null }): Promise<void> {
    const { database } = planned.server;
    this.say(schemaChangeText(planned, await screenFor({ ...this.presentation, hasColor: false }, database)));
    const expected = database.split('/').at(-1) ?? database;
    await confirm(await this.terminal(), { question: `Change ${database}?`, expected, ...given });
  }

  private async carryOut(events: ReturnType<typeof applySchema>): Promise<AppliedSchema> {
    for await (const event of events) {
      if (event.kind === 'finished') return event.result;
      const line = schemaProgress(event);
      if (line !== null) this.say(line);
    }
    throw new Error('The last event of a schema change tells its result.');
  }
}
