import { CompiledQuery } from 'kysely';

import { createTableStatements } from '../../domain/schema/create-tables.ts';
import type { Store } from './open-store.ts';
import { storedTables } from './stored-tables.ts';

/** Makes every table of the backend in an empty database; not migrated, it lacks what the incident lacked. */
export async function createSchema(store: Store, { isMigrated }: { readonly isMigrated: boolean }): Promise<void> {
  const statements = createTableStatements({ isMigrated, tables: storedTables });
  await store.transaction().execute(async (transaction) => {
    for (const statement of statements) await transaction.executeQuery(CompiledQuery.raw(statement));
  });
}
