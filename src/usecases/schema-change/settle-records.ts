import { compareSchema } from '../../domain/schema/compare-schema.ts';
import { elementKey } from '../../domain/schema/migration-elements.ts';
import type { RecordedChange } from '../../domain/schema/recorded-change.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import type { SchemaChange } from '../../ports/schema-changes.ts';

/** Brings the record of an interrupted run to what the database shows: what it began and is there, it added. */
export async function settleRecords(database: FleetDatabase, change: SchemaChange): Promise<void> {
  const open = ((await database.changes().records()) ?? []).filter(({ state }) => state === 'adding' || state === 'dropping');
  if (open.length === 0) return;
  const rows = new Map(compareSchema(await database.schema(), 'database').rows.map((row) => [elementKey(row), row.state]));
  for (const record of open) {
    const isThere = (rows.get(elementKey(record)) ?? 'missing') !== 'missing';
    const state = settledState(record.state, isThere);
    if (state !== null) await change.record({ ...record, state });
  }
}

function settledState(state: RecordedChange['state'], isThere: boolean): 'added' | 'dropped' | null {
  if (isThere) return 'added';
  return state === 'dropping' ? 'dropped' : null;
}
