import type { Timestamp } from '../instance.ts';
import type { DrillPlan } from './drill-plan.ts';
import type { DrillRecord } from './drill-record.ts';
import type { DrillSight } from './drill-sight.ts';
import type { Proof } from './proof.ts';

export type DrillStepId = 'prepare' | 'issue' | 'launch' | 'promote' | 'close' | 'wait' | 'terminate' | 'confirm';

/** What one look says of a step. `isBlind`: what it waits for could not be seen, so the time that runs out proves nothing. */
export type Judgement =
  | { readonly verdict: 'proven' }
  | { readonly verdict: 'pending'; readonly because: string; readonly isBlind: boolean }
  | { readonly verdict: 'unproven' | 'failed'; readonly because: string };

/** One step of the flow, declared once: what proves it, how long it may take, and where to look when it fails. */
export interface DrillStep {
  readonly id: DrillStepId;
  readonly title: string;
  readonly limitSeconds: (plan: DrillPlan) => number;
  readonly judge: (sight: DrillSight, record: DrillRecord) => Judgement;
  readonly proof: (sight: DrillSight, record: DrillRecord) => Proof;
  readonly lookAt: (record: DrillRecord) => readonly string[];
}

export type StepOutcome = 'proven' | 'unproven' | 'failed' | 'expired' | 'interrupted' | 'not-reached';

/** How a step ended. */
export interface StepResult {
  readonly step: DrillStepId;
  readonly title: string;
  readonly outcome: StepOutcome;
  readonly limitSeconds: number;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly proof: Proof;
  /** What is missing; `null` where all was proven. */
  readonly detail: string | null;
  /** Where to look next; empty where all was proven. */
  readonly lookAt: readonly string[];
}

export const PROVEN: Judgement = { verdict: 'proven' };

export function pending(because: string): Judgement {
  return { verdict: 'pending', because, isBlind: false };
}

/** The step cannot be judged before that source is seen again. */
export function blind(source: string, seen: { readonly why: string }): Judgement {
  return { verdict: 'pending', because: `${source} could not be seen: ${seen.why}`, isBlind: true };
}

export function failed(because: string): Judgement {
  return { verdict: 'failed', because };
}
