import type { ColumnDefault, ColumnType } from './column-type.ts';
import type { RequiredColumn, RequiredForeignKey, RequiredIndex } from './required-table.ts';

export const text: ColumnType = { kind: 'text' };
export const json: ColumnType = { kind: 'json' };
export const boolean: ColumnType = { kind: 'boolean' };
export const int: ColumnType = { kind: 'int' };
export const bigint: ColumnType = { kind: 'bigint' };
export const timestamp: ColumnType = { kind: 'timestamp' };
export const now: ColumnDefault = { kind: 'now' };
export const uuid: ColumnDefault = { kind: 'uuid' };

export function char(length: number): ColumnType {
  return { kind: 'char', length };
}

export function varchar(length: number): ColumnType {
  return { kind: 'varchar', length };
}

export function decimal(precision: number, scale: number): ColumnType {
  return { kind: 'decimal', precision, scale };
}

export function oneOf(...values: readonly string[]): ColumnType {
  return { kind: 'enum', values };
}

/** A column that must hold a value. */
export function filled(name: string, type: ColumnType): RequiredColumn {
  return { ...nullable(name, type), isNullable: false };
}

/** A column that may be NULL. */
export function nullable(name: string, type: ColumnType): RequiredColumn {
  return { name, type, isNullable: true, defaultValue: { kind: 'none' }, updatesOnWrite: false, isAutoIncrement: false, origin: 'base' };
}

export function defaulting(column: RequiredColumn, value: string | number | ColumnDefault): RequiredColumn {
  return { ...column, defaultValue: typeof value === 'object' ? value : { kind: 'value', value } };
}

/** The time of the row's last change, which the server itself keeps. */
export function touched(name: string): RequiredColumn {
  return { ...defaulting(nullable(name, timestamp), now), updatesOnWrite: true };
}

export function numbered(name: string, type: ColumnType): RequiredColumn {
  return { ...filled(name, type), isAutoIncrement: true };
}

export function index(name: string, ...columns: readonly string[]): RequiredIndex {
  return { name, columns, isUnique: false, origin: 'base' };
}

export function unique(name: string, ...columns: readonly string[]): RequiredIndex {
  return { name, columns, isUnique: true, origin: 'base' };
}

export function foreignKey(
  column: string,
  to: { readonly table: string; readonly onDelete: RequiredForeignKey['onDelete'] },
): RequiredForeignKey {
  return { column, references: { table: to.table, column: 'id' }, onDelete: to.onDelete };
}

/** Marks what the termination-tracking migration adds to the backend's first schema. */
export function migrated<T extends RequiredColumn | RequiredIndex>(element: T): T {
  return { ...element, origin: 'migration' };
}
