import { compareSchema, differences, type SchemaRow } from '../domain/schema/compare-schema.ts';
import { isMigrationRow } from '../domain/schema/plan-schema.ts';
import type { DatabaseServer } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';
import { configuredDatabase, type PlannedSchemaChange, refuseConflicts } from './plan-schema-change.ts';
import { changeSchema } from './schema-change/change-schema.ts';
import type { SchemaEvent, SettledStatement } from './schema-change/schema-event.ts';

export interface AppliedSchema {
  readonly server: DatabaseServer;
  readonly statements: readonly SettledStatement[];
  /** True where the database, read again at the end, holds all that the migration adds. */
  readonly isVerified: boolean;
  /** What the termination flow still needs, read again at the end. */
  readonly remaining: readonly SchemaRow[];
}

export type ApplyEvent = SchemaEvent | { readonly kind: 'finished'; readonly result: AppliedSchema };

/**
 * Carries out exactly the shown plan, one statement at a time, reading the schema again after each. The last event is `finished`.
 * Safe to run again after any interruption. Throws `SCHEMA_CONFLICT` or `SCHEMA_CHANGE_RUNNING` before the first statement,
 * `DATABASE_*` codes, `SCHEMA_REWRITE_NEEDED`, and `INTERRUPTED` between two statements.
 */
export async function* applySchema(
  ports: Ports,
  { planned, planId, signal }: { readonly planned: PlannedSchemaChange; readonly planId: string | null; readonly signal: AbortSignal },
): AsyncGenerator<ApplyEvent, void> {
  refuseConflicts(planned);
  const database = await configuredDatabase(ports);
  const statements = yield* changeSchema({ ports, database }, { statements: planned.plan.statements, goal: 'there', planId, signal });
  const remaining = differences(compareSchema(await database.schema(), 'database'));
  yield { kind: 'finished', result: { server: planned.server, statements, isVerified: !remaining.some(isMigrationRow), remaining } };
}
