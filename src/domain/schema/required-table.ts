import type { ColumnDefault, ColumnType } from './column-type.ts';

/** Who made an element: the backend's first schema, or the termination-tracking migration. */
export type SchemaOrigin = 'base' | 'migration';

export interface RequiredColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  readonly defaultValue: ColumnDefault;
  /** Set to the current time by every UPDATE that changes the row. */
  readonly updatesOnWrite: boolean;
  readonly isAutoIncrement: boolean;
  readonly origin: SchemaOrigin;
}

export interface RequiredIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly origin: SchemaOrigin;
}

export interface RequiredForeignKey {
  readonly column: string;
  readonly references: { readonly table: string; readonly column: string };
  readonly onDelete: 'cascade' | 'set null';
}

export interface RequiredTable {
  readonly name: string;
  readonly columns: readonly RequiredColumn[];
  readonly primaryKey: readonly string[];
  readonly indexes: readonly RequiredIndex[];
  readonly foreignKeys: readonly RequiredForeignKey[];
}
