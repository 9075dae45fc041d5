import { waitOf } from '../../domain/drill/drill-plan.ts';
import type { DrillSight } from '../../domain/drill/drill-sight.ts';
import type { DrillStep, Judgement, StepOutcome, StepResult } from '../../domain/drill/drill-step.ts';
import { judgeAlways } from '../../domain/drill/judge-always.ts';
import { NO_PROOF, type Proof } from '../../domain/drill/proof.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { act } from './act.ts';
import type { DrillEvent } from './drill-event.ts';
import type { DrillRun } from './drill-run.ts';
import { look } from './look.ts';

const LOOK_EVERY_MS = 5_000;

export interface StepTaken {
  readonly result: StepResult;
  /** False where the flow cannot be followed any further. */
  readonly goesOn: boolean;
}

/** Begins a step, and looks until it is proven, has failed, or its time is over. */
export async function* takeStep(run: DrillRun, step: DrillStep): AsyncGenerator<DrillEvent, StepTaken> {
  const { clock } = run.ports;
  const limitSeconds = limitOf(run, step);
  const startedAt = clock.now().toISOString();
  yield { kind: 'step-begun', step: step.id, title: step.title, limitSeconds };
  const ended = yield* follow(run, { step, deadline: Date.parse(startedAt) + limitSeconds * 1_000 });
  const isProven = ended.outcome === 'proven';
  const result: StepResult = {
    step: step.id,
    title: step.title,
    limitSeconds,
    startedAt,
    endedAt: clock.now().toISOString(),
    outcome: ended.outcome,
    proof: ended.proof,
    detail: ended.detail,
    lookAt: isProven ? [] : [...ended.hints, ...step.lookAt(run.record)],
  };
  yield { kind: 'step-ended', result };
  return { result, goesOn: ended.goesOn };
}

export function notReached(step: DrillStep, run: DrillRun): StepResult {
  const nothing = { startedAt: null, endedAt: null, proof: NO_PROOF, detail: null, lookAt: [] };
  return { step: step.id, title: step.title, outcome: 'not-reached', limitSeconds: limitOf(run, step), ...nothing };
}

interface Ended {
  readonly outcome: StepOutcome;
  readonly proof: Proof;
  readonly detail: string | null;
  readonly hints: readonly string[];
  readonly goesOn: boolean;
}

/** The wait is the agent's own and no limit: what is given in place of the limit comes on top of it. */
function limitOf({ input }: DrillRun, step: DrillStep): number {
  const own = step.limitSeconds(input.plan);
  if (input.stepLimitSeconds === null) return own;
  return input.stepLimitSeconds + (step.id === 'wait' ? (waitOf(input.plan) ?? 0) : 0);
}

async function* follow(
  run: DrillRun,
  { step, deadline }: { readonly step: DrillStep; readonly deadline: number },
): AsyncGenerator<DrillEvent, Ended> {
  const { clock } = run.ports;
  const { signal } = run.input;
  let proof = NO_PROOF;
  let because: string | null = null;
  try {
    signal.throwIfAborted();
    await act(run, step.id);
    for (;;) {
      const sight = await look(run);
      const judgement = judge(run, { step, sight });
      proof = step.proof(sight, run.record);
      const left = deadline - clock.now().getTime();
      if (judgement.verdict !== 'pending' || left <= 0) return endOf(judgement, proof);
      if (judgement.because !== because) yield { kind: 'step-pending', step: step.id, because: judgement.because };
      because = judgement.because;
      await clock.sleep(Math.min(LOOK_EVERY_MS, left), signal);
    }
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    const outcome = error.code === 'INTERRUPTED' ? 'interrupted' : 'failed';
    const detail = outcome === 'interrupted' ? because : error.message;
    return { outcome, proof, detail, hints: outcome === 'interrupted' ? [] : [error.hint], goesOn: false };
  }
}

function judge({ record }: DrillRun, { step, sight }: { readonly step: DrillStep; readonly sight: DrillSight }): Judgement {
  return judgeAlways(sight, record) ?? step.judge(sight, record);
}

function endOf(judgement: Judgement, proof: Proof): Ended {
  switch (judgement.verdict) {
    case 'proven':
      return { outcome: 'proven', proof, detail: null, hints: [], goesOn: true };
    case 'unproven':
      return { outcome: 'unproven', proof, detail: judgement.because, hints: [], goesOn: true };
    case 'failed':
      return { outcome: 'failed', proof, detail: judgement.because, hints: [], goesOn: false };
    case 'pending':
      return { outcome: judgement.isBlind ? 'unproven' : 'expired', proof, detail: judgement.because, hints: [], goesOn: false };
    default:
      return judgement satisfies never;
  }
}
