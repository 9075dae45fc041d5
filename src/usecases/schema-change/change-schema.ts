import type { SchemaStatement } from '../../domain/schema/plan-schema.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import type { Ports } from '../../ports/ports.ts';
import { carryOutStatement } from './carry-out-statement.ts';
import type { SchemaEvent, SettledStatement } from './schema-event.ts';
import { settleRecords } from './settle-records.ts';

export interface StatementsToRun {
  readonly statements: readonly SchemaStatement[];
  readonly goal: 'there' | 'gone';
  readonly planId: string | null;
  readonly signal: AbortSignal;
}

/**
 * Carries out statements one by one, as the only run that changes this schema, and writes each down before and after.
 * Throws `SCHEMA_CHANGE_RUNNING` before the first, naming the run that is at it, and `DATABASE_DENIED` where one is not permitted.
 */
export async function* changeSchema(
  { ports, database }: { readonly ports: Ports; readonly database: FleetDatabase },
  { statements, ...rest }: StatementsToRun,
): AsyncGenerator<SchemaEvent, readonly SettledStatement[]> {
  if (statements.length === 0) return [];
  const change = await database.changes().begin(statements.flatMap(({ sql, orElse }) => [sql, ...orElse]));
  const settled: SettledStatement[] = [];
  try {
    await settleRecords(database, change);
    for (const [index, statement] of statements.entries()) {
      const place = { step: index + 1, steps: statements.length };
      yield { kind: 'started', statement, ...place };
      const outcome = yield* carryOutStatement({ ports, database, change, statement, place, ...rest });
      settled.push({ ...statement, outcome });
      yield { kind: 'settled', statement: { ...statement, outcome }, ...place };
    }
  } catch (error) {
    // What stopped the run says more than a failure to end it tidily.
    await change.end().catch(() => undefined);
    throw error;
  }
  await change.end();
  return settled;
}
