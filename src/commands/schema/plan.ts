import { Flags } from '@oclif/core';
import { sourceFlags } from '../../cli/flags.ts';
import { DATABASE_HELP, schemaChangeFlags } from '../../cli/schema-change-flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { planSchemaChange } from '../../usecases/plan-schema-change.ts';
import { schemaPlanBody, schemaPlanText } from '../../views/schema-plan.ts';

export default class SchemaPlan extends SpotctlCommand {
  static override summary = 'Show the SQL that would complete the schema, and the SQL that takes it back.';
  static override description = `Only what is missing, one statement a step, each naming an algorithm that neither rewrites the table nor stops its writers. Changes nothing. With --out the plan is kept: \`schema apply FILE\` later carries out exactly that, or refuses where the database is another or has moved on.

${DATABASE_HELP} Reading needs SELECT only.

Exits 1 where something stands in the way that spotctl does not change.`;
  static override examples = [
    { description: 'The SQL for whoever may change the schema', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Keep it for a review', command: '<%= config.bin %> <%= command.id %> --out plan.json' },
    { description: 'For a script', command: '<%= config.bin %> <%= command.id %> -o json' },
  ];
  static override flags = {
    ...sourceFlags,
    out: Flags.string({ helpGroup: 'KEEP', helpValue: 'FILE', description: 'keep the plan in a new file that only its owner may read' }),
    force: Flags.boolean({ default: false, helpGroup: 'KEEP', description: 'let --out replace a file that is there' }),
    'allow-copy': schemaChangeFlags['allow-copy'],
  };

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(SchemaPlan);
    const { ports } = await this.connect(flags);
    const planned = await planSchemaChange(ports, { mayCopy: flags['allow-copy'] });
    const body = schemaPlanBody(planned);
    if (flags.out !== undefined) {
      const { writeSavedPlan } = await import('../../cli/saved-plan-file.ts');
      const madeAt = ports.clock.now().toISOString();
      await writeSavedPlan(flags.out, {
        document: { apiVersion: 'spotctl/v1', kind: 'SchemaPlan', madeAt, ...body },
        mayReplace: flags.force,
      });
    }
    const keptIn = flags.out ?? null;
    await this.print({ kind: 'SchemaPlan', body, text: (screen) => schemaPlanText({ ...planned, keptIn }, screen) });
    return planned.plan.conflicts.length === 0 ? 'done' : 'problems';
  }
}
