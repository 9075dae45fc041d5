import type { DiagnosisInput } from './diagnosis-input.ts';

export type Severity = 'error' | 'warning' | 'info';
export type SourceName = 'backend' | 'database' | 'aws';
export type Category = 'schema' | 'endpoints' | 'aws' | 'fleet' | 'logs';
export type SubjectType = 'instance' | 'agent' | 'client' | 'endpoint' | 'column' | 'index' | 'table' | 'source' | 'region' | 'account';

/** What one judge found wrong, in each source's own words. */
export interface Evidence {
  readonly subject: { readonly type: SubjectType; readonly id: string };
  readonly backend?: string | null;
  readonly database?: string | null;
  readonly aws?: string | null;
  readonly hourlyCostUsd?: number | null;
  readonly remedy: { readonly text: string; readonly command: string | null };
}

/** A finding of the catalogue: one file each, its judge a pure function of what the sources said. */
export interface FindingDefinition {
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly title: string;
  /** Why this is wrong and what it leads to. */
  readonly meaning: string;
  /** What usually brings it about. */
  readonly cause: string;
  readonly remedy: string;
  /** The sources it rests on: unseen, the judge is not asked and its check is unknown. */
  readonly asks: readonly SourceName[];
  readonly judge: (input: DiagnosisInput) => readonly Evidence[];
}

/** A finding as it is reported. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: { readonly type: SubjectType; readonly id: string };
  readonly evidence: { readonly backend: string | null; readonly database: string | null; readonly aws: string | null };
  readonly hourlyCostUsd: number | null;
  readonly remedy: { readonly text: string; readonly command: string | null };
}
