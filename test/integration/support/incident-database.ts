import { z } from 'zod';

import { type CommandResult, runCommand } from '../../support/run-command.ts';
import { backendTables, migration } from './backend-tables.ts';
import type { DatabaseServer } from './database-server.ts';
import { type RunningCommand, startCommand } from './start-command.ts';

export interface IncidentDatabase {
  readonly name: string;
  /** `spotctl schema ...` against it, to its end. */
  readonly schema: (...args: readonly string[]) => Promise<CommandResult>;
  /** The same, left running; through another port or as another user where named. */
  readonly start: (args: readonly string[], through?: { readonly port?: number; readonly user?: string }) => RunningCommand;
  /** The states spotctl wrote down, by element. */
  readonly record: () => Promise<readonly string[]>;
}

let databases = 0;

/** A database with the schema of the incident, less or more as told. */
export async function incidentDatabase(
  server: DatabaseServer,
  { without = migration, after = [] }: { readonly without?: readonly string[]; readonly after?: readonly string[] } = {},
): Promise<IncidentDatabase> {
  databases += 1;
  const name = `incident_${databases}`;
  await server.run([`CREATE DATABASE ${name}`]);
  await server.run([...backendTables({ without }), ...after], name);
  const env = ({ port = server.port, user = 'root' }: { readonly port?: number; readonly user?: string }): Record<string, string> => ({
    SPOTCTL_DATABASE_URL: `mysql://${user}@127.0.0.1:${port}/${name}`,
  });
  return {
    name,
    schema: (...args) => runCommand(['schema', ...args], { env: env({}), timeoutSeconds: 90 }),
    start: (args, through = {}) => startCommand(['schema', ...args], env(through)),
    record: async () => {
      const connection = await server.connect(name);
      const [rows] = await connection.query("SELECT state FROM spotctl_schema_changes WHERE element <> 'claim' ORDER BY element");
      await connection.end();
      return z
        .array(z.object({ state: z.string() }))
        .parse(rows)
        .map(({ state }) => state);
    },
  };
}
