import type { ExitMeaning } from '../errors/catalogue.ts';
import type { Timestamp } from '../instance.ts';
import type { DrillPlan, SweepSettingsSeen } from './drill-plan.ts';
import type { StepResult } from './drill-step.ts';

export type DrillOutcome = 'planned' | 'passed' | 'failed' | 'expired' | 'incomplete' | 'interrupted';

/** What was put back, and what was left as it is. */
export interface CleanedUp {
  readonly what: 'settings' | 'command' | 'replacement' | 'old-instance';
  readonly subject: string;
  /** `done`: as it was, or ended. `kept`: meant to stay. `left`: somebody has to see to it. `failed`: it could not be done. */
  readonly outcome: 'done' | 'kept' | 'left' | 'failed';
  readonly detail: string;
  /** The command that goes on; `null` where nothing is left to do. */
  readonly next: string | null;
}

/** What was put back after a drill that was cut off; the JSON kind `DrillCleanup`. Without one there is no agent. */
export interface DrillCleanup {
  readonly agent: DrillPlan['agent'] | null;
  readonly startedAt: Timestamp | null;
  readonly cleanup: readonly CleanedUp[];
}

/** How a drill went; the JSON kind `DrillReport`. */
export interface DrillReport {
  readonly outcome: DrillOutcome;
  readonly client: DrillPlan['client'];
  readonly account: string;
  readonly region: string;
  readonly agent: DrillPlan['agent'];
  readonly target: DrillPlan['target'];
  /** Before the drill. */
  readonly settings: SweepSettingsSeen;
  /** What the drill sets and puts back; `null` where it leaves it as it is. */
  readonly changes: SweepSettingsSeen;
  readonly oldInstanceId: string;
  readonly replacementId: string | null;
  readonly commandId: string | null;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
  readonly steps: readonly StepResult[];
  readonly cleanup: readonly CleanedUp[];
  readonly notes: readonly string[];
}

/** What a report says of its plan. */
export function planInReport(plan: DrillPlan) {
  const { client, account, region, agent, target, settings, changes, old, notes } = plan;
  const { autoTerminateEnabled = null, terminateWaitSeconds = null } = changes;
  return {
    client,
    account,
    region,
    agent,
    target,
    settings,
    changes: { autoTerminateEnabled, terminateWaitSeconds },
    oldInstanceId: old.id,
    notes,
  };
}

/** A drill passes only where every step is proven; what could not be checked is never taken for fine. */
export function outcomeOf(steps: readonly Pick<StepResult, 'outcome'>[]): Exclude<DrillOutcome, 'planned'> {
  const has = (outcome: StepResult['outcome']): boolean => steps.some((step) => step.outcome === outcome);
  if (has('interrupted')) return 'interrupted';
  if (has('failed')) return 'failed';
  if (has('expired')) return 'expired';
  return has('unproven') || has('not-reached') ? 'incomplete' : 'passed';
}

/** Why the run ended: a drill that passed and could not clean up is done in part. */
export function meaningOf({ outcome, cleanup }: Pick<DrillReport, 'outcome' | 'cleanup'>): ExitMeaning {
  switch (outcome) {
    case 'planned':
      return 'done';
    case 'passed':
      return cleanup.some((item) => item.outcome === 'failed' || item.outcome === 'left') ? 'partial' : 'done';
    case 'failed':
      return 'problems';
    case 'expired':
      return 'timeout';
    case 'incomplete':
      return 'partial';
    case 'interrupted':
      return 'interrupted';
    default:
      return outcome satisfies never;
  }
}
