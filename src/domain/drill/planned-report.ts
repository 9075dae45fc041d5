import type { Timestamp } from '../instance.ts';
import type { DrillPlan } from './drill-plan.ts';
import { type DrillReport, planInReport } from './drill-report.ts';
import { NO_PROOF } from './proof.ts';
import { drillSteps } from './steps/index.ts';

/** The report of a drill that was only planned. */
export function plannedReport(plan: DrillPlan, at: Timestamp): DrillReport {
  const nothing = { startedAt: null, endedAt: null, proof: NO_PROOF, detail: null, lookAt: [] };
  return {
    ...planInReport(plan),
    outcome: 'planned',
    replacementId: null,
    commandId: null,
    startedAt: at,
    endedAt: at,
    steps: drillSteps.map((step) => ({
      step: step.id,
      title: step.title,
      outcome: 'not-reached',
      limitSeconds: step.limitSeconds(plan),
      ...nothing,
    })),
    cleanup: [],
  };
}
