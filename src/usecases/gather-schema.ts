import { compareSchema, type SchemaComparison } from '../domain/schema/compare-schema.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

export interface GatheredSchema {
  readonly schema: Seen<SchemaComparison>;
  /** What the backend tells, where the database was seen too. */
  readonly toldSchema?: SchemaComparison;
}

/** The schema as the database itself shows it, else as the backend tells it. One call each, side by side. */
export async function gatherSchema(ports: Ports): Promise<GatheredSchema> {
  const [fromDatabase, fromBackend] = await Promise.all([
    see(askDatabase(ports)),
    see(ports.backend().then((backend) => backend.schema())),
  ]);
  const told = fromBackend.ok ? fromBackend.value : null;
  if (fromDatabase.ok && fromDatabase.value !== null) {
    return { schema: { ok: true, value: fromDatabase.value }, ...(told !== null && { toldSchema: told }) };
  }
  if (told !== null) return { schema: { ok: true, value: told } };
  if (!fromDatabase.ok) return { schema: fromDatabase };
  return {
    schema: fromBackend.ok
      ? { ok: false, why: 'the backend has no schema endpoint: set SPOTCTL_DATABASE_URL', code: 'SCHEMA_UNSEEN' }
      : fromBackend,
  };
}

async function askDatabase(ports: Ports): Promise<SchemaComparison | null> {
  const database = await ports.database();
  return database === null ? null : compareSchema(await database.schema(), 'database');
}
