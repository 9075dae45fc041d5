import type { CloudState } from '../../domain/cloud-instance.ts';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { TargetError, TerminationReport } from '../../domain/termination/termination-report.ts';

/** What happens in a run, in the order it happens; the last event carries the whole report. */
export type TerminationEvent =
  | { readonly kind: 'refused' | 'failed' | 'unknown'; readonly id: string; readonly error: TargetError }
  | { readonly kind: 'unprotected'; readonly id: string }
  | { readonly kind: 'request-cancelled'; readonly id: string; readonly requestId: string }
  | { readonly kind: 'accepted'; readonly id: string; readonly requestId: string | null }
  | { readonly kind: 'waiting'; readonly count: number; readonly waitedSeconds: number }
  | { readonly kind: 'state'; readonly id: string; readonly state: CloudState }
  | { readonly kind: 'gone'; readonly id: string; readonly at: Timestamp; readonly wasAlready: boolean }
  | { readonly kind: 'reported'; readonly id: string }
  | { readonly kind: 'report-failed' | 'respawned' | 'standing'; readonly id: string; readonly error: TargetError }
  | {
      readonly kind: 'finished';
      readonly report: TerminationReport;
      readonly meaning: ExitMeaning;
      /** True where nothing of it is left for the journal to finish. */
      readonly isOver: boolean;
      /** Why the journal lacks something of this run; `null` where it lacks nothing. */
      readonly trouble: TargetError | null;
    };
