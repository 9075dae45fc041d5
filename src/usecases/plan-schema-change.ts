import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { planSchema, type SchemaPlan } from '../domain/schema/plan-schema.ts';
import type { DatabaseServer, FleetDatabase } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';

export interface PlannedSchemaChange {
  readonly server: DatabaseServer;
  readonly plan: SchemaPlan;
}

/** Reads the schema and says which statements would complete it. Changes nothing. Throws `SETTINGS_MISSING` or a `DATABASE_*` code. */
export async function planSchemaChange(ports: Ports): Promise<PlannedSchemaChange> {
  const database = await configuredDatabase(ports);
  const server = await database.server();
  return { server, plan: planSchema(await database.schema(), server) };
}

/** The database itself: a change of the schema can be planned from nothing else. Throws `SETTINGS_MISSING`. */
export async function configuredDatabase(ports: Ports): Promise<FleetDatabase> {
  const database = await ports.database();
  if (database !== null) return database;
  throw new SpotctlError({
    code: 'SETTINGS_MISSING',
    message: 'No database is configured.',
    hint: 'Set SPOTCTL_DATABASE_URL to mysql://user:password@host:port/name or sqlite:path, or name the backend’s .env with --env-file.',
  });
}

/** Throws `SCHEMA_CONFLICT` where something stands in the way of the plan that spotctl does not change. */
export function refuseConflicts({ server, plan }: PlannedSchemaChange): void {
  const [first] = plan.conflicts;
  if (first === undefined) return;
  throw new SpotctlError({
    code: 'SCHEMA_CONFLICT',
    message: `The schema of ${server.database} was not changed: ${plan.conflicts.map(({ table, name, why }) => `${table === name ? table : `${table}.${name}`}: ${why}`).join('; ')}.`,
    details: { conflicts: plan.conflicts.length, table: first.table, name: first.name },
  });
}
