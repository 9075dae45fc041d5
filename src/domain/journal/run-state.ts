import type { CloudState } from '../cloud-instance.ts';
import type { Client } from '../fleet-snapshot.ts';
import type { Timestamp } from '../instance.ts';
import type { Refusal } from '../termination/apply-guards.ts';
import type { Over, Undecided } from '../termination/candidate.ts';
import type { PlannedTarget, UnseenSource } from '../termination/termination-plan.ts';
import type { TargetError } from '../termination/termination-report.ts';
import type { KeptOptions, RunProcess, RunRecord } from './run-record.ts';

/** How far one instance has come, as the records tell it. `asked`: sent, and nothing tells yet what became of it. */
export type KeptProgress =
  | { readonly step: 'unsent' }
  | { readonly step: 'asked'; readonly since: Timestamp }
  | { readonly step: 'standing' }
  | { readonly step: 'ending'; readonly since: Timestamp }
  | { readonly step: 'gone'; readonly at: Timestamp; readonly wasAlready: boolean }
  | { readonly step: 'refused' | 'failed' | 'unknown'; readonly error: TargetError }
  | { readonly step: 'released'; readonly to: string | null };

export interface KeptTarget {
  readonly target: PlannedTarget;
  readonly isConfirmed: boolean;
  /** When a termination that names it was last about to be sent, and may have reached EC2; `null` where none was. */
  readonly sentAt: Timestamp | null;
  readonly progress: KeptProgress;
  readonly previousState: CloudState | null;
  readonly isReported: boolean;
  /** What went wrong beside the outcome: not reported, launched again. */
  readonly flaw: TargetError | null;
}

/** What the records of one run come to. */
export interface RunState {
  readonly head: Extract<RunRecord, { kind: 'begun' }> | null;
  readonly startedAt: Timestamp | null;
  readonly lastAt: Timestamp | null;
  /** The process that wrote last. */
  readonly by: RunProcess | null;
  readonly options: KeptOptions | null;
  readonly targets: ReadonlyMap<string, KeptTarget>;
  readonly refusals: readonly Refusal[];
  readonly undecided: readonly Undecided[];
  readonly over: readonly Over[];
  readonly unseen: readonly UnseenSource[];
  /** True once nothing is left to do. */
  readonly isClosed: boolean;
  /** The run's client; `null` where the head is missing. */
  readonly client: Client | null;
}
