export interface ActualColumn {
  readonly name: string;
  /** As the server spells it; compared only after normalising. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly defaultValue: string | null;
  readonly extra: string;
  /** Of a text column, where the server tells it. */
  readonly collation?: string | null;
}

export interface ActualIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
}

export interface ActualTable {
  readonly columns: readonly ActualColumn[];
  readonly indexes: readonly ActualIndex[];
}

/** Tables by name; one that does not exist is not a key. */
export type ActualSchema = ReadonlyMap<string, ActualTable>;
