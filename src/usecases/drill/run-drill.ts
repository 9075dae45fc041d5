import { startRecord } from '../../domain/drill/drill-record.ts';
import { type CleanedUp, type DrillReport, outcomeOf, planInReport } from '../../domain/drill/drill-report.ts';
import type { StepResult } from '../../domain/drill/drill-step.ts';
import { drillSteps } from '../../domain/drill/steps/index.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import { cleanUp } from './clean-up.ts';
import type { DrillEvent } from './drill-event.ts';
import type { DrillInput, DrillRun } from './drill-run.ts';
import { notReached, type StepTaken, takeStep } from './take-step.ts';

/**
 * Rehearses a switch: issues it, follows the agent to the confirmed end of the old instance, and puts back what the drill itself
 * changed, however it went. Each step is proven by what the sources show, never by what was sent. The last event is `finished`.
 */
export async function* runDrill(ports: DrillPorts, input: DrillInput): AsyncGenerator<DrillEvent, void> {
  const startedAt = ports.clock.now().toISOString();
  const run: DrillRun = { ports, input, record: startRecord(input.plan), hasTouchedSettings: false, hasTriedSwitch: false, startedAt };
  const steps: StepResult[] = [];
  const cleanup: CleanedUp[] = [];
  try {
    let goesOn = true;
    for (const step of drillSteps) {
      const taken: StepTaken = goesOn ? yield* takeStep(run, step) : { result: notReached(step, run), goesOn };
      steps.push(taken.result);
      goesOn = taken.goesOn;
    }
  } finally {
    // Also after a defect: nothing that the drill changed may outlive it.
    yield { kind: 'cleaning-up' };
    for await (const item of cleanUp(run)) {
      cleanup.push(item);
      yield { kind: 'cleaned-up', item };
    }
    if (cleanup.every(({ outcome }) => outcome !== 'failed')) await (await ports.notes()).forget();
  }
  yield { kind: 'finished', report: reportOf(run, { startedAt, steps, cleanup }) };
}

function reportOf(
  { ports, input, record }: DrillRun,
  told: { readonly startedAt: Timestamp; readonly steps: readonly StepResult[]; readonly cleanup: readonly CleanedUp[] },
): DrillReport {
  return {
    ...planInReport(input.plan),
    outcome: outcomeOf(told.steps),
    replacementId: record.replacementId,
    commandId: record.commandId,
    ...told,
    endedAt: ports.clock.now().toISOString(),
  };
}
