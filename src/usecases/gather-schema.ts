import { compareSchema, type SchemaComparison } from '../domain/schema/compare-schema.ts';
import type { Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** The schema as the database itself shows it, else as the backend tells it. Two calls at most. */
export async function gatherSchema(ports: Ports): Promise<Seen<SchemaComparison>> {
  const fromDatabase = await see(askDatabase(ports));
  if (fromDatabase.ok && fromDatabase.value !== null) return { ok: true, value: fromDatabase.value };
  const fromBackend = await see(ports.backend().then((backend) => backend.schema()));
  if (fromBackend.ok && fromBackend.value !== null) return { ok: true, value: fromBackend.value };
  if (!fromDatabase.ok) return fromDatabase;
  return fromBackend.ok
    ? { ok: false, why: 'the backend has no schema endpoint: set SPOTCTL_DATABASE_URL', code: 'SCHEMA_UNSEEN' }
    : fromBackend;
}

async function askDatabase(ports: Ports): Promise<SchemaComparison | null> {
  const database = await ports.database();
  return database === null ? null : compareSchema(await database.schema(), 'database');
}
