import { CompiledQuery } from 'kysely';

import { createTableStatements } from '../../domain/schema/create-tables.ts';
import { createMysqlTables } from './create-mysql-tables.ts';
import { isMysql } from './flavour.ts';
import type { NewRow } from './new-row.ts';
import type { Store } from './open-store.ts';
import { storedTables } from './stored-tables.ts';

export interface SchemaToCreate {
  /** False leaves out what the termination-tracking migration adds: the schema of the incident. SQLite only. */
  readonly isMigrated: boolean;
  /** Put in before the indexes are made, which is several times faster than after. Their order is that of their foreign keys. */
  readonly rows?: Iterable<NewRow>;
  /** SQL that runs last: what somebody changed by hand since. */
  readonly changes?: readonly string[];
}

/** Makes every table of the backend in an empty database, with these rows in it: on SQLite all of it or, when a row is refused, nothing. */
export async function createSchema(store: Store, { isMigrated, rows = [], changes = [] }: SchemaToCreate): Promise<void> {
  const statements = isMysql(store) ? createMysqlTables(storedTables) : createTableStatements({ isMigrated, tables: storedTables });
  await store.transaction().execute(async (transaction) => {
    const run = async (statement: string) => transaction.executeQuery(CompiledQuery.raw(statement));
    for (const statement of statements.filter(isTable)) await run(statement);
    for (const row of rows) await row.insert(transaction);
    for (const statement of [...statements.filter((other) => !isTable(other)), ...changes]) await run(statement);
  });
}

function isTable(statement: string): boolean {
  return statement.startsWith('CREATE TABLE');
}
