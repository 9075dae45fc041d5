import { spellDefault, spellType } from './column-type.ts';
import { spellSqliteColumn } from './create-tables.ts';
import type { RequiredColumn, RequiredIndex } from './required-table.ts';

/** The server a statement is for; `version` as it names itself. */
export interface SchemaServer {
  readonly flavour: 'sqlite' | 'mysql' | 'mariadb';
  readonly version: string;
  /** Node of a Galera cluster: each change of the schema runs on all nodes at once, and no write goes on anywhere meanwhile. */
  readonly isGalera?: boolean;
}

/**
 * What a statement costs while it runs: `instant` changes the catalogue only, `online` reads the table and `rebuild` rewrites it
 * while writers go on, `freeze` stops every writer.
 */
export type StatementEffect = 'instant' | 'online' | 'rebuild' | 'freeze';

export interface DialectStatement {
  readonly sql: string;
  readonly effect: StatementEffect;
  /** The same change at a higher price, cheapest first: for a server that refuses `sql`, and only where the operator allows it. */
  readonly dearer: readonly string[];
}

/** How one server adds and drops columns and indexes without rewriting the table and without stopping its writers. */
export interface SchemaDialect {
  addColumn(table: string, column: RequiredColumn): DialectStatement;
  dropColumn(table: string, column: RequiredColumn): DialectStatement;
  createIndex(table: string, index: RequiredIndex): DialectStatement;
  dropIndex(table: string, index: RequiredIndex): DialectStatement;
}

export function dialectOf(server: SchemaServer): SchemaDialect {
  return server.flavour === 'sqlite' ? sqliteDialect : onlineDialect(server);
}

const sqliteDialect: SchemaDialect = {
  addColumn: (table, column) => only('instant', `ALTER TABLE ${table} ADD COLUMN ${spellSqliteColumn(column)}`),
  dropColumn: (table, column) => only('freeze', `ALTER TABLE ${table} DROP COLUMN ${column.name}`),
  createIndex: (table, index) => only('freeze', `CREATE INDEX ${index.name} ON ${table} (${index.columns.join(', ')})`),
  dropIndex: (_table, index) => only('instant', `DROP INDEX ${index.name}`),
};

function only(effect: StatementEffect, sql: string): DialectStatement {
  return { sql, effect, dearer: [] };
}

/** The algorithm is always named: a server that cannot keep to it refuses, where it would otherwise copy the table without a word. */
function onlineDialect(server: SchemaServer): SchemaDialect {
  const instantAdd = isAtLeast(server, { mysql: [8, 0, 12], mariadb: [10, 3, 2] });
  const instantDrop = isAtLeast(server, { mysql: [8, 0, 29], mariadb: [10, 4, 0] });
  const build = server.isGalera === true ? 'freeze' : 'online';
  return {
    addColumn: (table, column) => alterColumn(`ALTER TABLE ${table} ADD COLUMN ${spellOnlineColumn(column)}`, instantAdd),
    dropColumn: (table, column) => alterColumn(`ALTER TABLE ${table} DROP COLUMN ${column.name}`, instantDrop),
    createIndex: (table, index) => {
      const create = `CREATE INDEX ${index.name} ON ${table} (${index.columns.join(', ')})`;
      return { sql: `${create} ALGORITHM=INPLACE LOCK=NONE`, effect: build, dearer: [`${create} ALGORITHM=COPY`] };
    },
    dropIndex: (table, index) => only('instant', `ALTER TABLE ${table} DROP INDEX ${index.name}, ALGORITHM=INPLACE, LOCK=NONE`),
  };
}

/** INSTANT takes no LOCK clause: MySQL refuses the two together. */
function alterColumn(alter: string, isInstant: boolean): DialectStatement {
  const [rebuild, copy] = [`${alter}, ALGORITHM=INPLACE, LOCK=NONE`, `${alter}, ALGORITHM=COPY`];
  return isInstant
    ? { sql: `${alter}, ALGORITHM=INSTANT`, effect: 'instant', dearer: [rebuild, copy] }
    : { sql: rebuild, effect: 'rebuild', dearer: [copy] };
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
