import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { ActualSchema } from '../domain/schema/actual-schema.ts';
import type { ElementPlace } from '../domain/schema/migration-elements.ts';
import { type PlanOptions, planSchema, type SchemaConflict, type SchemaPlan } from '../domain/schema/plan-schema.ts';
import type { RecordedChange } from '../domain/schema/recorded-change.ts';
import { type SavedPlan, schemaLines, staleReasons } from '../domain/schema/saved-plan.ts';
import type { DatabaseServer, FleetDatabase } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';

export interface PlannedSchemaChange {
  readonly server: DatabaseServer;
  readonly plan: SchemaPlan;
  /** Names this plan for this schema of this server. */
  readonly planId: string;
  /** Of the schema without what the plan adds. */
  readonly fingerprint: string;
  readonly mayCopy: boolean;
  /** False where the table of spotctl's record is still to be made. */
  readonly hasRecord: boolean;
}

/** Reads the schema and says which statements would complete it. Changes nothing. Throws `SETTINGS_MISSING` or a `DATABASE_*` code. */
export async function planSchemaChange(ports: Ports, options: PlanOptions = { mayCopy: false }): Promise<PlannedSchemaChange> {
  const database = await configuredDatabase(ports);
  const server = await database.server();
  const schema = await database.schema();
  const plan = planSchema(schema, { ...server, mayCopy: options.mayCopy });
  const fingerprint = await fingerprintOf(schema, plan.statements);
  const named = JSON.stringify([server.flavour, server.identity ?? server.address, server.database, fingerprint, plan.statements]);
  return {
    server,
    plan,
    fingerprint,
    planId: await digest(named),
    mayCopy: options.mayCopy,
    hasRecord: (await readRecords(database)) !== null,
  };
}

/** What is left to do of a kept plan. Throws `PLAN_STALE` where it was made for another database, or for a schema that has moved on. */
export async function fitKeptPlan(ports: Ports, saved: SavedPlan): Promise<PlannedSchemaChange> {
  const planned = await planSchemaChange(ports, saved);
  const database = await configuredDatabase(ports);
  const reasons = staleReasons(saved, {
    server: planned.server,
    fingerprint: await fingerprintOf(await database.schema(), saved.statements),
    plan: planned.plan,
    records: (await readRecords(database)) ?? [],
  });
  if (reasons.length === 0) return { ...planned, planId: saved.planId };
  throw new SpotctlError({
    code: 'PLAN_STALE',
    message: `The plan was not carried out: ${reasons.join('; ')}.`,
    details: { database: planned.server.database, planId: saved.planId },
  });
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
export function refuseConflicts({ server, plan }: Pick<PlannedSchemaChange, 'server' | 'plan'>): void {
  const [first] = plan.conflicts;
  if (first === undefined) return;
  throw new SpotctlError({
    code: 'SCHEMA_CONFLICT',
    message: `The schema of ${server.database} was not changed: ${describeConflicts(plan.conflicts)}.`,
    details: { conflicts: plan.conflicts.length, table: first.table, name: first.name },
  });
}

/** Every conflict with its place, in one line. */
export function describeConflicts(conflicts: readonly SchemaConflict[]): string {
  return conflicts.map(({ table, name, why }) => `${table === name ? table : `${table}.${name}`}: ${why}`).join('; ');
}

/** A user who may only read the backend's tables may plan all the same. */
async function readRecords(database: FleetDatabase): Promise<readonly RecordedChange[] | null> {
  try {
    return await database.changes().records();
  } catch (error) {
    if (error instanceof SpotctlError && error.code === 'DATABASE_DENIED') return null;
    throw error;
  }
}

async function fingerprintOf(schema: ActualSchema, without: readonly ElementPlace[]): Promise<string> {
  return await digest(schemaLines(schema, without));
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
