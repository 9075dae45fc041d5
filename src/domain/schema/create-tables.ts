import { type ColumnDefault, type ColumnType, spellType } from './column-type.ts';
import { requiredTables } from './required-schema.ts';
import type { RequiredColumn, RequiredForeignKey, RequiredTable } from './required-table.ts';

export interface TablesToCreate {
  /** False leaves out what the termination-tracking migration adds: the schema of the incident. */
  readonly isMigrated: boolean;
  /** The tables the termination flow needs where left out. */
  readonly tables?: readonly RequiredTable[];
}

/**
 * The statements that make these tables, their indexes and the triggers that keep `updated_at`, in an empty SQLite database.
 * Types keep their declared names, so that reading the schema back compares equal.
 */
export function createTableStatements({ isMigrated, tables = requiredTables }: TablesToCreate): readonly string[] {
  return tables.map((table) => (isMigrated ? table : withoutMigration(table))).flatMap(createTable);
}

function withoutMigration(table: RequiredTable): RequiredTable {
  return {
    ...table,
    columns: table.columns.filter((column) => column.origin === 'base'),
    indexes: table.indexes.filter((index) => index.origin === 'base'),
  };
}

function createTable(table: RequiredTable): readonly string[] {
  const hasNumber = table.columns.some((column) => column.isAutoIncrement);
  const parts = [
    ...table.columns.map(spellSqliteColumn),
    ...(hasNumber ? [] : [`PRIMARY KEY (${table.primaryKey.join(', ')})`]),
    ...table.foreignKeys.map(spellForeignKey),
  ];
  const indexes = table.indexes.map(
    ({ name, columns, isUnique }) => `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table.name} (${columns.join(', ')})`,
  );
  return [
    `CREATE TABLE ${table.name} (\n  ${parts.join(',\n  ')}\n)`,
    ...indexes,
    ...table.columns.flatMap((column) => touchTrigger(table, column)),
  ];
}

/** One column as SQLite declares it, in CREATE TABLE or after ADD COLUMN. */
export function spellSqliteColumn(column: RequiredColumn): string {
  if (column.isAutoIncrement) return `${column.name} INTEGER PRIMARY KEY AUTOINCREMENT`;
  const presence = column.isNullable ? '' : ' NOT NULL';
  return `${column.name} ${sqliteType(column.type)}${presence}${sqliteDefault(column.defaultValue)}${sqliteCheck(column)}`;
}

function sqliteType(type: ColumnType): string {
  return type.kind === 'enum' ? 'TEXT' : spellType(type).toUpperCase();
}

function sqliteDefault(value: ColumnDefault): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'now':
      return ' DEFAULT CURRENT_TIMESTAMP';
    case 'uuid':
      return ` DEFAULT (${UUID})`;
    case 'value':
      return ` DEFAULT ${typeof value.value === 'number' ? String(value.value) : `'${value.value}'`}`;
    default:
      return value satisfies never;
  }
}

const UUID = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

function sqliteCheck({ name, type }: RequiredColumn): string {
  if (type.kind !== 'enum') return '';
  return ` CHECK (${name} IN (${type.values.map((value) => `'${value}'`).join(', ')}))`;
}

function spellForeignKey({ column, references, onDelete }: RequiredForeignKey): string {
  return `FOREIGN KEY (${column}) REFERENCES ${references.table} (${references.column}) ON DELETE ${onDelete.toUpperCase()}`;
}

/** Does what MySQL's ON UPDATE does, unless the statement set the time itself; names no other column, so that columns added later count too. */
function touchTrigger(table: RequiredTable, column: RequiredColumn): readonly string[] {
  if (!column.updatesOnWrite) return [];
  const isSameRow = table.primaryKey.map((name) => `${name} = NEW.${name}`).join(' AND ');
  return [
    `CREATE TRIGGER ${table.name}_${column.name}_on_update AFTER UPDATE ON ${table.name} WHEN NEW.${column.name} IS OLD.${column.name}
BEGIN UPDATE ${table.name} SET ${column.name} = CURRENT_TIMESTAMP WHERE ${isSameRow}; END`,
  ];
}
