import type { FleetInstance } from '../reconciliation.ts';
import type { Facts } from './facts.ts';

export type Severity = 'error' | 'warning' | 'info';
export type SourceName = 'backend' | 'database' | 'aws' | 'logs';
export type Category = 'schema' | 'endpoints' | 'aws' | 'fleet' | 'logs';
type SubjectType = 'instance' | 'agent' | 'client' | 'endpoint' | 'column' | 'index' | 'table' | 'source' | 'region' | 'account' | 'log';

/**
 * What a finding rests on. `rows` is the fleet's book, from the database or the API, whichever was seen;
 * `database-rows` are the facts of it that the API does not carry; `attribution` is which agent each primary serves,
 * `clients` which instances are other clients'.
 */
export type Ask =
  | 'backend'
  | 'rows'
  | 'database'
  | 'database-rows'
  | 'attribution'
  | 'clients'
  | 'waits'
  | 'zombie-owners'
  | 'visibility'
  | 'schema'
  | 'server'
  | 'switches'
  | 'endpoints'
  | 'address'
  | 'exposures'
  | 'backend-clock'
  | 'client-list'
  | 'offers'
  | 'aws'
  | 'regions'
  | 'permission'
  | 'respawns'
  | 'protections'
  | 'backend-log'
  | 'agent-log';

interface Subject {
  readonly type: SubjectType;
  readonly id: string;
}

export interface Remedy {
  readonly text: string;
  readonly command: string | null;
}

/** What one judge found wrong, in each source's own words. */
export interface Evidence {
  readonly subject: Subject;
  readonly backend?: string | null;
  readonly database?: string | null;
  readonly aws?: string | null;
  readonly hourlyCostUsd?: number | null;
  readonly remedy: Remedy;
}

/** A finding of the catalogue: one file each, its judge a pure function of what the sources said. */
export interface FindingDefinition {
  readonly code: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly title: string;
  /** What holds where the finding does not: the name of its check. */
  readonly expectation: string;
  /** Why this is wrong and what it leads to. */
  readonly meaning: string;
  /** What usually brings it about. */
  readonly cause: string;
  readonly remedy: string;
  /** What it rests on, to look for in the report or by hand. */
  readonly evidence: string;
  /** Codes of findings that it often comes with, leads to, or is mistaken for. */
  readonly related: readonly string[];
  /** Where one of these was not seen, finding nothing means nothing: the check is unknown, never ok. */
  readonly asks: readonly Ask[];
  /** Claims only what the sources that were seen prove; a fact nobody saw proves nothing. */
  readonly judge?: (facts: Facts) => readonly Evidence[];
  /** The same of one instance, for what has to look at every one; `null` where nothing is wrong with it. */
  readonly judgeEach?: (instance: FleetInstance, facts: Facts) => Evidence | null;
}

/** A finding as it is reported. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: Subject;
  readonly evidence: { readonly backend: string | null; readonly database: string | null; readonly aws: string | null };
  readonly hourlyCostUsd: number | null;
  readonly remedy: Remedy;
}
