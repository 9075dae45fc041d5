import type { CleanedUp, DrillReport } from '../../domain/drill/drill-report.ts';
import type { DrillStepId, StepResult } from '../../domain/drill/drill-step.ts';

/** What is told of a drill while it goes on; the last event is its report. */
export type DrillEvent =
  | { readonly kind: 'step-begun'; readonly step: DrillStepId; readonly title: string; readonly limitSeconds: number }
  | { readonly kind: 'step-pending'; readonly step: DrillStepId; readonly because: string }
  | { readonly kind: 'step-ended'; readonly result: StepResult }
  | { readonly kind: 'cleaning-up' }
  | { readonly kind: 'cleaned-up'; readonly item: CleanedUp }
  | { readonly kind: 'finished'; readonly report: DrillReport };
