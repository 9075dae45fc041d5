import type { CloudState } from '../cloud-instance.ts';
import type { ExitMeaning } from '../errors/catalogue.ts';
import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Refusal } from '../termination/apply-guards.ts';
import type { Over, Undecided } from '../termination/candidate.ts';
import type { PlannedTarget, UnseenSource } from '../termination/termination-plan.ts';
import type { TargetError } from '../termination/termination-report.ts';

/** The process that writes, or wrote, a run's records. */
export interface RunProcess {
  readonly pid: number;
  readonly host: string;
}

/** The flags that lifted guards, as they are kept. */
export interface KeptOptions {
  readonly maxCount: number | null;
  readonly allowsNoPrimary: boolean;
  readonly unprotect: readonly string[];
  readonly allowsManaged: boolean;
  readonly allowsForeignTag: boolean;
}

/** How it was agreed to: the operator typed the count, `--yes`, `--confirm COUNT`, or an agent took the sweep's offer. */
export type Agreement = 'typed' | 'yes' | 'count' | 'offer';

/** An act in EC2 that a record precedes. */
export type CloudAct = 'terminate' | 'unprotect' | 'cancel-spot-request';

export interface AnsweredId {
  readonly id: string;
  readonly previousState: CloudState;
  readonly currentState: CloudState;
}

/** What EC2 said to an attempt. `unknown`: it may have acted on any of the ids, whatever it answered. */
export interface CloudAnswer {
  readonly outcome: 'done' | 'refused' | 'unknown';
  /** For a termination, the ids that EC2 named. */
  readonly accepted: readonly AnsweredId[];
  readonly requestId: string | null;
  /** EC2's own code; `null` where it answered without one, or not at all. */
  readonly awsCode: string | null;
  readonly message: string | null;
}

/**
 * One thing a run has agreed, is about to do, has been told or has seen. Each is durable before the act it precedes.
 * @see docs/termination.md for their order
 */
export type RunRecord =
  | {
      readonly kind: 'begun';
      readonly account: string;
      readonly client: Client;
      readonly backendUrl: string;
      readonly version: string;
      readonly by: RunProcess;
    }
  | { readonly kind: 'resumed'; readonly version: string; readonly by: RunProcess }
  | {
      readonly kind: 'planned';
      readonly targets: readonly PlannedTarget[];
      readonly refusals: readonly Refusal[];
      readonly undecided: readonly Undecided[];
      readonly over: readonly Over[];
      readonly unseen: readonly UnseenSource[];
      readonly options: KeptOptions;
    }
  | { readonly kind: 'confirmed'; readonly ids: readonly string[]; readonly how: Agreement }
  | {
      readonly kind: 'attempt';
      readonly act: CloudAct;
      readonly region: string;
      readonly ids: readonly string[];
      readonly spotRequestIds: readonly string[];
    }
  | {
      readonly kind: 'answer';
      readonly act: CloudAct;
      readonly region: string;
      readonly ids: readonly string[];
      readonly answer: CloudAnswer;
    }
  | { readonly kind: 'seen'; readonly id: string; readonly state: CloudState }
  | { readonly kind: 'gone'; readonly id: string; readonly endedAt: Timestamp; readonly wasAlready: boolean }
  | { readonly kind: 'standing'; readonly id: string }
  | { readonly kind: 'refused' | 'failed' | 'unknown'; readonly id: string; readonly error: TargetError }
  | { readonly kind: 'reporting'; readonly id: string; readonly agentId: string; readonly endedAt: Timestamp }
  | { readonly kind: 'reported'; readonly id: string }
  | { readonly kind: 'report-failed' | 'respawned'; readonly id: string; readonly error: TargetError }
  | { readonly kind: 'released'; readonly ids: readonly string[]; readonly to: string | null }
  | { readonly kind: 'ended'; readonly meaning: ExitMeaning }
  | { readonly kind: 'closed' };

/** A record and when it was written. */
export interface DatedRecord {
  readonly at: Timestamp;
  readonly record: RunRecord;
}

/** A run as the journal holds it, its records in the order they were written. */
export interface JournalledRun {
  readonly runId: string;
  readonly records: readonly DatedRecord[];
  /** The living process that works on it; `null` where none does. */
  readonly holder: RunProcess | null;
}
