export type SchemaElementKind = 'table' | 'column' | 'index';

/** One thing the termination flow needs, beside what the database holds. */
export interface SchemaRow {
  readonly kind: SchemaElementKind;
  readonly table: string;
  readonly name: string;
  readonly expected: string;
  /** `null`: not there. */
  readonly actual: string | null;
  readonly state: 'ok' | 'missing' | 'differs';
  /** Endpoints that fail because of this difference; empty where it only costs speed. */
  readonly breaks: readonly string[];
}

/** What the flow needs against what is there; `source` says who looked. */
export interface SchemaComparison {
  readonly source: 'database' | 'backend';
  readonly rows: readonly SchemaRow[];
}
