import type { CloudState } from '../../domain/cloud-instance.ts';
import { causeText } from '../../domain/errors/cause-text.ts';
import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import type { TargetError } from '../../domain/termination/termination-report.ts';
import type { Ports } from '../../ports/ports.ts';
import type { TerminateInput } from './terminate-input.ts';

/** How far one target has come. */
export type Progress =
  | { readonly step: 'planned' }
  /** `put-off`: EC2 took no more calls; it still runs, and was not touched. */
  | { readonly step: 'refused' | 'failed' | 'unknown' | 'put-off'; readonly error: TargetError }
  | {
      readonly step: 'ending';
      /** From when on it is waited for. */
      readonly since: Timestamp;
      /** When an earlier process of the run saw its end begin; `null` where this one did. */
      readonly begunAt: Timestamp | null;
      readonly seen: CloudState;
      readonly absences: number;
    }
  | { readonly step: 'gone'; readonly at: Timestamp; readonly wasAlready: boolean };

export interface TargetRecord {
  readonly target: PlannedTarget;
  readonly progress: Progress;
  readonly previousState: CloudState | null;
  readonly isReported: boolean;
  /** A flaw that does not change the outcome: not reported, launched again, not waited for. */
  readonly flaw: TargetError | null;
  /** What was done for its termination and stays done, in sentences, should it not come to one. */
  readonly preparations: readonly string[];
}

/** One run: what it was asked for, and how far each target has come. */
export interface TerminationRun {
  readonly ports: Ports;
  readonly input: TerminateInput;
  readonly records: Map<string, TargetRecord>;
  /** Why nothing more is sent, once something stands in the way of every further call. */
  halt: TargetError | null;
}

/** `known`: targets of which something is known before anything is asked. */
export function startRun(
  ports: Ports,
  { input, known }: { readonly input: TerminateInput; readonly known: ReadonlyMap<string, Progress> },
): TerminationRun {
  const records = input.plan.targets.map((target): [string, TargetRecord] => {
    const progress = known.get(target.id) ?? { step: 'planned' };
    return [target.id, { target, progress, previousState: target.state, isReported: false, flaw: null, preparations: [] }];
  });
  return { ports, input, records: new Map(records), halt: null };
}

export function updateRecord(run: TerminationRun, change: { readonly id: string } & Partial<TargetRecord>): void {
  const { id, ...changed } = change;
  const record = run.records.get(id);
  if (record !== undefined) run.records.set(id, { ...record, ...changed });
}

export function recordsIn<Step extends Progress['step']>(
  run: TerminationRun,
  step: Step,
): (TargetRecord & { readonly progress: Extract<Progress, { step: Step }> })[] {
  return [...run.records.values()].filter(
    (record): record is TargetRecord & { readonly progress: Extract<Progress, { step: Step }> } => record.progress.step === step,
  );
}

export function isInterrupted(run: TerminationRun): boolean {
  return run.input.signal.aborted;
}

export function nowOf(run: TerminationRun): Timestamp {
  return run.ports.clock.now().toISOString();
}

export function targetErrorOf({ code, message, cause, hint }: SpotctlError): TargetError {
  return { code, message, cause: causeText(cause), hint };
}
