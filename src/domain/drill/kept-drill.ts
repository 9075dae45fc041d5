import type { Timestamp } from '../instance.ts';
import type { DrillPlan } from './drill-plan.ts';

/** What a drill under way has changed, or may have: enough to put it back after the process is gone. */
export interface KeptDrill {
  readonly backendUrl: string;
  readonly plan: DrillPlan;
  readonly startedAt: Timestamp;
  readonly commandId: string | null;
  readonly issuedAt: Timestamp | null;
  /** True once the settings may have been changed. */
  readonly hasTouchedSettings: boolean;
  /** True once a switch may have been queued. */
  readonly hasTriedSwitch: boolean;
}
