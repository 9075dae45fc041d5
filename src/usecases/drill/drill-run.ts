import type { DrillPlan } from '../../domain/drill/drill-plan.ts';
import type { DrillRecord } from '../../domain/drill/drill-record.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { Agreement } from '../../domain/journal/run-record.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';

export interface DrillInput {
  readonly plan: DrillPlan;
  /** In place of each step's own limit, the agent's wait not counted; `null` for their own. */
  readonly stepLimitSeconds: number | null;
  /** As the journal keeps it, should something have to be terminated. */
  readonly origin: { readonly backendUrl: string; readonly version: string; readonly how: Agreement };
  /** The operator's interrupt: nothing more is begun, and what was changed is put back. */
  readonly signal: AbortSignal;
}

/** One drill under way. */
export interface DrillRun {
  readonly ports: DrillPorts;
  readonly input: DrillInput;
  readonly startedAt: Timestamp;
  record: DrillRecord;
  /** True once the settings may have been changed. */
  hasTouchedSettings: boolean;
  /** True once a switch may have been queued. */
  hasTriedSwitch: boolean;
}
