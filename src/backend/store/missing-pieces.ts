import { CompiledQuery } from 'kysely';

import { createTableStatements, spellSqliteColumn } from '../../domain/schema/create-tables.ts';
import { ownElements } from '../../domain/schema/own-elements.ts';
import type { RequiredIndex, RequiredTable } from '../../domain/schema/required-table.ts';
import { createMysqlTables, spellMysqlColumn } from './create-mysql-tables.ts';
import { findElements } from './found-elements.ts';
import { isMysql } from './flavour.ts';
import type { MissingPiece } from './missing-piece.ts';
import type { Store } from './open-store.ts';
import { storedTables } from './stored-tables.ts';
import { tokensToHash } from './tokens-to-hash.ts';

/** In the order in which they can be added. */
export async function missingPieces(store: Store): Promise<readonly MissingPiece[]> {
  const found = await findElements(store);
  const dialect = isMysql(store) ? mysql : sqlite;
  const tables = storedTables.filter(({ name }) => !found.has(name)).map((table) => statements(table.name, dialect.createTable(table)));
  const present = ownElements.filter(({ table }) => found.has(table));
  const columns = present.flatMap(({ table, columns: own }) =>
    own
      .filter(({ name }) => found.get(table)?.columns.has(name) !== true)
      .map((column) => statements(`${table}.${column.name}`, [`ALTER TABLE ${table} ADD COLUMN ${dialect.spellColumn(column)}`])),
  );
  const indexes = present.flatMap(({ table, indexes: own }) =>
    own
      .filter(({ name }) => found.get(table)?.indexes.has(name) !== true)
      .map((index) => statements(`${table}.${index.name}`, [createIndex(table, index)])),
  );
  const tokens = found.has('clients') ? await tokensToHash(store) : [];
  return [...tables, ...columns, ...indexes, ...tokens];
}

const sqlite = {
  createTable: (table: RequiredTable) => createTableStatements({ isMigrated: true, tables: [table] }),
  spellColumn: spellSqliteColumn,
};

const mysql = { createTable: (table: RequiredTable) => createMysqlTables([table]), spellColumn: spellMysqlColumn };

function createIndex(table: string, { name, columns, isUnique }: RequiredIndex): string {
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${columns.join(', ')})`;
}

function statements(name: string, texts: readonly string[]): MissingPiece {
  return {
    name,
    add: async (store) => {
      // On SQLite a table comes with its indexes or not at all; MySQL makes it in one statement anyway.
      await store.transaction().execute(async (transaction) => {
        for (const text of texts) await transaction.executeQuery(CompiledQuery.raw(text));
      });
    },
  };
}
