import { spellDefault, spellType } from './column-type.ts';
import { spellSqliteColumn } from './create-tables.ts';
import type { RequiredColumn, RequiredIndex } from './required-table.ts';

/** The server a statement is for; `version` as it names itself. */
export interface SchemaServer {
  readonly flavour: 'sqlite' | 'mysql' | 'mariadb';
  readonly version: string;
}

/** How one server adds and drops columns and indexes without rewriting the table and without stopping its writers. */
export interface SchemaDialect {
  addColumn(table: string, column: RequiredColumn): string;
  dropColumn(table: string, column: RequiredColumn): string;
  createIndex(table: string, index: RequiredIndex): string;
  dropIndex(table: string, index: RequiredIndex): string;
}

export function dialectOf(server: SchemaServer): SchemaDialect {
  return server.flavour === 'sqlite' ? sqliteDialect : onlineDialect(server);
}

const sqliteDialect: SchemaDialect = {
  addColumn: (table, column) => `ALTER TABLE ${table} ADD COLUMN ${spellSqliteColumn(column)}`,
  dropColumn: (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column.name}`,
  createIndex: (table, index) => `CREATE INDEX ${index.name} ON ${table} (${index.columns.join(', ')})`,
  dropIndex: (_table, index) => `DROP INDEX ${index.name}`,
};

/** The algorithm is always named: a server that cannot keep to it refuses, where it would otherwise copy the table without a word. */
function onlineDialect(server: SchemaServer): SchemaDialect {
  const instantAdd = isAtLeast(server, { mysql: [8, 0, 12], mariadb: [10, 3, 2] });
  const instantDrop = isAtLeast(server, { mysql: [8, 0, 29], mariadb: [10, 4, 0] });
  return {
    addColumn: (table, column) => `ALTER TABLE ${table} ADD COLUMN ${spellOnlineColumn(column)}, ${alterAlgorithm(instantAdd)}`,
    dropColumn: (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column.name}, ${alterAlgorithm(instantDrop)}`,
    createIndex: (table, index) => `CREATE INDEX ${index.name} ON ${table} (${index.columns.join(', ')}) ALGORITHM=INPLACE LOCK=NONE`,
    dropIndex: (table, index) => `ALTER TABLE ${table} DROP INDEX ${index.name}, ALGORITHM=INPLACE, LOCK=NONE`,
  };
}

/** INSTANT takes no LOCK clause: MySQL refuses the two together. */
function alterAlgorithm(isInstant: boolean): string {
  return isInstant ? 'ALGORITHM=INSTANT' : 'ALGORITHM=INPLACE, LOCK=NONE';
}

/** NULL is always written: an old server makes a bare TIMESTAMP column NOT NULL. */
function spellOnlineColumn(column: RequiredColumn): string {
  const value = spellDefault(column.defaultValue);
  const presence = column.isNullable ? 'NULL' : 'NOT NULL';
  return `${column.name} ${spellType(column.type).toUpperCase()} ${presence} DEFAULT ${value ?? 'NULL'}`;
}

type Version = readonly [number, number, number];

function isAtLeast(server: SchemaServer, least: { readonly mysql: Version; readonly mariadb: Version }): boolean {
  const floor = server.flavour === 'mariadb' ? least.mariadb : least.mysql;
  const actual = parseVersion(server.version);
  const at = floor.findIndex((part, index) => part !== actual[index]);
  return at === -1 || (actual[at] ?? 0) > (floor[at] ?? 0);
}

/** Old proxies put `5.5.5-` before MariaDB's own version. */
function parseVersion(version: string): Version {
  const [, major, minor, patch] = /(\d+)\.(\d+)\.?(\d+)?/.exec(version.replace(/^5\.5\.5-(?=\d)/, '')) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)];
}
