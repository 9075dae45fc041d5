import { backendFlags } from '../../cli/backend/backend-flags.ts';
import { runBackend } from '../../cli/backend/run-backend.ts';
import { untilStopped } from '../../cli/sandbox/until-stopped.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';

export default class BackendServe extends SpotctlCommand {
  static override summary = 'Serve the backend that agents, dashboards and spotctl call.';
  static override description =
    'An empty database gets its tables, and a first administrator whose token is shown once. The process keeps no state, so that as many as you like may serve one MySQL or MariaDB database. Logs are JSON lines on stderr. Ctrl-C, SIGTERM or SIGHUP let running calls end; the exit code is 0 then.';
  static override examples = [
    { description: 'On this machine, in an SQLite file', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'On a database that the Python backend made, named in SPOTCTL_DATABASE_URL',
      command: '<%= config.bin %> <%= command.id %> --adopt',
    },
  ];
  static override flags = backendFlags;

  protected async execute(): Promise<void> {
    const { flags } = await this.parse(BackendServe);
    const stopped = untilStopped();
    const { databaseUrl, stateFolder } = this.environment;
    const backend = await runBackend(
      { ...flags, database: flags.database, 'allow-origin': flags['allow-origin'] },
      { databaseUrl, stateFolder },
    );
    try {
      const { url, administratorToken, database, added } = backend;
      await this.print({
        kind: 'Backend',
        body: { url, database, added, administratorToken },
        text: () =>
          [
            `Serving ${url}`,
            ...(administratorToken === null ? [] : ['Administrator’s token, shown once:', `  ${administratorToken}`]),
            '',
          ].join('\n'),
      });
      for (const piece of added) this.say(`Added ${piece}.`);
      await stopped;
    } finally {
      await backend.close();
    }
  }
}
