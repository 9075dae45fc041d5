import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import { compareSchema } from '../domain/schema/compare-schema.ts';
import { endpointUse } from '../domain/schema/endpoint-use.ts';
import { elementKey } from '../domain/schema/migration-elements.ts';
import { planRollback, type RollbackPlan } from '../domain/schema/plan-rollback.ts';
import type { PlanOptions } from '../domain/schema/plan-schema.ts';
import type { Seen } from '../domain/seen.ts';
import type { DatabaseServer } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';
import { configuredDatabase, describeConflicts } from './plan-schema-change.ts';
import { changeSchema } from './schema-change/change-schema.ts';
import type { SchemaEvent, SettledStatement } from './schema-change/schema-event.ts';

export interface PlannedRollback {
  readonly server: DatabaseServer;
  readonly plan: RollbackPlan;
}

export interface RolledBackSchema {
  readonly server: DatabaseServer;
  readonly statements: readonly SettledStatement[];
  /** True where the database, read again at the end, holds none of it any more. */
  readonly isVerified: boolean;
  /** What was there before and stays: spotctl did not add it. */
  readonly kept: RollbackPlan['kept'];
}

export type RollbackEvent = SchemaEvent | { readonly kind: 'finished'; readonly result: RolledBackSchema };

/** Which statements would take back what spotctl recorded as added. Changes nothing. Throws `SETTINGS_MISSING` or a `DATABASE_*` code. */
export async function planSchemaRollback(ports: Ports, options: PlanOptions): Promise<PlannedRollback> {
  const database = await configuredDatabase(ports);
  const server = await database.server();
  const records = (await database.changes().records()) ?? [];
  return { server, plan: planRollback(await database.schema(), { server, records, options }) };
}

/**
 * Throws `SCHEMA_CONFLICT` where what spotctl added is not as it was, `SCHEMA_IN_USE` where the backend's endpoint rests on it, and
 * `SCHEMA_USE_UNKNOWN` where a backend is configured and cannot be seen.
 */
export function refuseRollback(
  { server, plan }: PlannedRollback,
  { endpoint, evenIfInUse }: { readonly endpoint: Seen<EndpointProbe>; readonly evenIfInUse: boolean },
): void {
  const [first] = plan.conflicts;
  if (first !== undefined)
    throw new SpotctlError({
      code: 'SCHEMA_CONFLICT',
      message: `The schema of ${server.database} was not changed: ${describeConflicts(plan.conflicts)}.`,
      hint: 'Take it back by hand with the SQL of `spotctl schema rollback --dry-run`, once you know who changed it.',
      details: { conflicts: plan.conflicts.length, table: first.table, name: first.name },
    });
  if (evenIfInUse || !plan.statements.some(({ kind }) => kind === 'column')) return;
  refuseUse(endpoint);
}

function refuseUse(endpoint: Seen<EndpointProbe>): void {
  const use = endpointUse(endpoint);
  if (use === 'unused' || use === 'unasked') return;
  if (use === 'unknown' || !endpoint.ok) {
    throw new SpotctlError({
      code: 'SCHEMA_USE_UNKNOWN',
      message: 'Whether the backend works with these columns is not known, and nothing was dropped.',
      cause: endpoint.ok ? `${endpoint.value.method} ${endpoint.value.path}: ${endpoint.value.detail ?? 'no reason given'}` : endpoint.why,
    });
  }
  const { method, path, status } = endpoint.value;
  throw new SpotctlError({
    code: 'SCHEMA_IN_USE',
    message: `${method} ${path} answers ${status ?? 'well'}: the backend works with these columns, and nothing was dropped.`,
    details: { path, status },
  });
}

/**
 * Drops exactly what was shown, one statement at a time, reading the schema again after each. The last event is `finished`.
 * Safe to run again after any interruption. Throws as `applySchema` does.
 */
export async function* rollBackSchema(
  ports: Ports,
  { planned, signal }: { readonly planned: PlannedRollback; readonly signal: AbortSignal },
): AsyncGenerator<RollbackEvent, void> {
  const database = await configuredDatabase(ports);
  const { statements: planStatements, kept } = planned.plan;
  const statements = yield* changeSchema({ ports, database }, { statements: planStatements, goal: 'gone', planId: null, signal });
  const rows = new Map(compareSchema(await database.schema(), 'database').rows.map((row) => [elementKey(row), row.state]));
  const isVerified = planStatements.every((statement) => (rows.get(elementKey(statement)) ?? 'missing') === 'missing');
  yield { kind: 'finished', result: { server: planned.server, statements, isVerified, kept } };
}
