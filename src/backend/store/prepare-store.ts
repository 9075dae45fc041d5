import { CompiledQuery, type Kysely, sql } from 'kysely';

import { createTableStatements, spellSqliteColumn } from '../../domain/schema/create-tables.ts';
import { hashToken } from '../http/hash-token.ts';
import { createMysqlTables, spellMysqlColumn } from './create-mysql-tables.ts';
import { createSchema } from './create-schema.ts';
import { isMysql } from './flavour.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './rows.ts';
import { ownElements, ownTables } from './stored-tables.ts';

/** What a database lacks of what this backend keeps beyond the Python one, and the statement that brings it in. */
export interface MissingPiece {
  readonly name: string;
  readonly statement: string;
}

export type Preparation =
  | { readonly outcome: 'ready' }
  | { readonly outcome: 'created' }
  | { readonly outcome: 'adopted'; readonly added: readonly string[] }
  | { readonly outcome: 'incomplete'; readonly missing: readonly string[] };

/** Makes the tables in an empty database. One that another backend made gets this backend's own pieces only if it is to be adopted; nothing is ever dropped. */
export async function prepareStore(store: Store, { adopts }: { readonly adopts: boolean }): Promise<Preparation> {
  const tables = await store.introspection.getTables();
  if (!tables.some((table) => table.name === 'clients' || table.name === 'instances')) {
    await createSchema(store, { isMigrated: true });
    return { outcome: 'created' };
  }
  const missing = await missingPieces(store);
  const names = missing.map((piece) => piece.name);
  if (missing.length === 0) return { outcome: 'ready' };
  if (!adopts) return { outcome: 'incomplete', missing: names };
  for (const { statement } of missing) await store.executeQuery(CompiledQuery.raw(statement));
  await bookPrimaries(store);
  await hashTokens(store);
  return { outcome: 'adopted', added: names };
}

async function missingPieces(store: Store): Promise<readonly MissingPiece[]> {
  const found = new Map((await store.introspection.getTables()).map((table) => [table.name, table.columns.map((column) => column.name)]));
  const onMysql = isMysql(store);
  const tables = ownTables.filter((table) => !found.has(table.name)).flatMap((table) => createTable(table, onMysql));
  const columns = ownElements.flatMap(({ table, columns: own }) =>
    own
      .filter((column) => !(found.get(table) ?? []).includes(column.name))
      .map((column) => ({
        name: `${table}.${column.name}`,
        statement: `ALTER TABLE ${table} ADD COLUMN ${onMysql ? spellMysqlColumn(column) : spellSqliteColumn(column)}`,
      })),
  );
  const indexes = ownElements.flatMap(({ table, columns: own, indexes: ownIndexes }) => {
    const isNew = own.some((column) => !(found.get(table) ?? []).includes(column.name));
    return ownIndexes
      .filter(() => isNew)
      .map((index) => ({
        name: `${table}.${index.name}`,
        statement: `CREATE ${index.isUnique ? 'UNIQUE ' : ''}INDEX ${index.name} ON ${table} (${index.columns.join(', ')})`,
      }));
  });
  return [...tables, ...columns, ...indexes];
}

function createTable(table: (typeof ownTables)[number], onMysql: boolean): readonly MissingPiece[] {
  const statements = onMysql ? createMysqlTables([table]) : createTableStatements({ isMigrated: true, tables: [table] });
  return statements.map((statement) => ({ name: table.name, statement }));
}

/** An agent's only primary is booked as such; of an agent with several none is, until it registers one. */
async function bookPrimaries(store: Store): Promise<void> {
  const primaries = await store
    .selectFrom('instances')
    .select(({ fn }) => ['agent_id', fn.min('id').as('id'), fn.countAll<number>().as('primaries')])
    .where('is_primary', '=', 1)
    .where('instance_status', '=', 'running_primary')
    .where('agent_id', 'is not', null)
    .groupBy('agent_id')
    .having(sql<number>`count(*)`, '=', 1)
    .execute();
  for (const { agent_id, id } of primaries) {
    await store
      .updateTable('instances')
      .set((is) => ({ primary_of: agent_id, updated_at: is.ref('updated_at') }))
      .where('id', '=', id)
      .execute();
  }
}

/** The Python backend keeps tokens as they are; their holders go on with the same ones. */
async function hashTokens(store: Kysely<Tables>): Promise<void> {
  const clients = await store.selectFrom('clients').select(['id', 'client_token']).where('client_token', 'not like', 'sha256:%').execute();
  for (const { id, client_token } of clients) {
    await store
      .updateTable('clients')
      .set({ client_token: hashToken(client_token) })
      .where('id', '=', id)
      .execute();
  }
}
