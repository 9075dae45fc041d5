import { sourceFlags } from '../../cli/flags.ts';
import { DATABASE_HELP } from '../../cli/schema-change-flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { readSchemaStatus } from '../../usecases/read-schema-status.ts';
import { isComplete, schemaStatusBody, schemaStatusText } from '../../views/schema-status.ts';

export default class SchemaStatus extends SpotctlCommand {
  static override summary = 'Compare the database with what the termination flow needs.';
  static override description = `Shows each column and index expected beside actual, and which endpoints fail without it. Reading needs SELECT only. Where no database is configured, the backend’s schema endpoint is asked.

${DATABASE_HELP}

Exits 1 where something is missing, 3 where it cannot be known.`;
  static override examples = [
    {
      description: 'With the database the backend itself uses',
      command: '<%= config.bin %> <%= command.id %> --env-file /opt/backend/.env',
    },
    { description: 'For a script', command: '<%= config.bin %> <%= command.id %> -o json' },
  ];
  static override flags = sourceFlags;

  protected async execute(): Promise<ExitMeaning> {
    const { flags } = await this.parse(SchemaStatus);
    const { ports } = await this.connect(flags);
    const status = await readSchemaStatus(ports);
    await this.print({ kind: 'SchemaStatus', body: schemaStatusBody(status), text: (screen) => schemaStatusText(status, screen) });
    if (!status.isSeen) return 'partial';
    return isComplete(status.comparison) ? 'done' : 'problems';
  }
}
