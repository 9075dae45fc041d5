import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { compareSchema, type SchemaComparison } from '../domain/schema/compare-schema.ts';
import { compareOwnElements, type OwnElementRow } from '../domain/schema/own-elements.ts';
import type { DatabaseServer } from '../ports/fleet-database.ts';
import type { Ports } from '../ports/ports.ts';

/** What is known of the schema; `server` is `null` where the backend told it, which says nothing of spotctl's own elements. */
export type SchemaStatus =
  | {
      readonly isSeen: true;
      readonly server: DatabaseServer | null;
      readonly comparison: SchemaComparison;
      readonly own: readonly OwnElementRow[];
    }
  | { readonly isSeen: false; readonly why: string };

/**
 * Sets what the termination flow needs beside what is there, as the database shows it or, where none is configured, as the backend tells it.
 * Throws a `DATABASE_*` or `BACKEND_*` code where the one that was asked did not answer, `SETTINGS_MISSING` where there is neither.
 */
export async function readSchemaStatus(ports: Ports): Promise<SchemaStatus> {
  const database = await ports.database();
  if (database !== null) {
    const server = await database.server();
    const schema = await database.schema();
    return { isSeen: true, server, comparison: compareSchema(schema, 'database'), own: compareOwnElements(schema) };
  }
  const comparison = await (await backendOf(ports)).schema();
  if (comparison !== null) return { isSeen: true, server: null, comparison, own: [] };
  return { isSeen: false, why: 'No database is configured, and the backend has no endpoint that tells its schema.' };
}

async function backendOf(ports: Ports): ReturnType<Ports['backend']> {
  try {
    return await ports.backend();
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.code !== 'SETTINGS_MISSING') throw error;
    throw new SpotctlError({
      code: 'SETTINGS_MISSING',
      message: 'Neither a database nor a backend is configured that could tell the schema.',
      cause: error.message,
      hint: 'Set SPOTCTL_DATABASE_URL to mysql://user:password@host:port/name or sqlite:path, or name the backend’s .env with --env-file.',
    });
  }
}
