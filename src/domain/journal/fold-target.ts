import type { PlannedTarget } from '../termination/termination-plan.ts';
import type { DatedRecord, RunRecord } from './run-record.ts';
import type { KeptProgress, KeptTarget } from './run-state.ts';

/** How a target is changed; an instance that no plan names is left out. */
interface Changes {
  readonly change: (id: string, changed: Partial<KeptTarget>) => void;
  /** An end is final: what a late look says of it does not bring it back. */
  readonly move: (id: string, progress: KeptProgress) => void;
}

/** Brings what is known of each instance up to one more record. */
export function foldTarget(targets: Map<string, KeptTarget>, { at, record }: DatedRecord): void {
  const change: Changes['change'] = (id, changed) => {
    const kept = targets.get(id);
    if (kept !== undefined) targets.set(id, { ...kept, ...changed });
  };
  const move: Changes['move'] = (id, progress) => {
    if (targets.get(id)?.progress.step !== 'gone') change(id, { progress });
  };
  if ('id' in record) foldOfOne(record, { at, change, move });
  else if ('ids' in record) foldOfSeveral(record, { at, change, move });
  else if (record.kind === 'planned')
    for (const target of record.targets) if (isOpen(targets.get(target.id))) targets.set(target.id, planned(target));
}

function foldOfSeveral(record: Extract<RunRecord, { readonly ids: readonly string[] }>, changes: Changes & { readonly at: string }): void {
  switch (record.kind) {
    case 'confirmed':
      for (const id of record.ids) changes.change(id, { isConfirmed: true });
      return;
    case 'attempt':
      return foldAttempt(record, changes);
    case 'answer':
      return foldAnswer(record, changes);
    case 'released':
      for (const id of record.ids) changes.change(id, { progress: { step: 'released', to: record.to } });
      return;
    default:
      record satisfies never;
  }
}

function foldOfOne(record: Extract<RunRecord, { readonly id: string }>, { at, change, move }: Changes & { readonly at: string }): void {
  switch (record.kind) {
    case 'seen':
      if (record.state === 'shutting-down') move(record.id, { step: 'ending', since: at });
      return;
    case 'gone':
      return move(record.id, { step: 'gone', at: record.endedAt, wasAlready: record.wasAlready });
    case 'reporting':
      return move(record.id, { step: 'gone', at: record.endedAt, wasAlready: false });
    case 'standing':
      return move(record.id, { step: 'standing' });
    case 'refused':
    case 'failed':
    case 'unknown':
      return move(record.id, { step: record.kind, error: record.error });
    case 'reported':
      return change(record.id, { isReported: true, flaw: null });
    case 'report-failed':
    case 'respawned':
      return change(record.id, { flaw: record.error });
    default:
      record satisfies never;
  }
}

function isOpen(kept: KeptTarget | undefined): boolean {
  return kept === undefined || kept.progress.step === 'unsent' || kept.progress.step === 'standing';
}

function planned(target: PlannedTarget): KeptTarget {
  return {
    target,
    isConfirmed: false,
    sentAt: null,
    progress: { step: 'unsent' },
    previousState: target.state,
    isReported: false,
    flaw: null,
  };
}

function foldAttempt({ act, ids }: Extract<RunRecord, { kind: 'attempt' }>, { at, change, move }: Changes & { readonly at: string }): void {
  if (act !== 'terminate') return;
  for (const id of ids) {
    change(id, { sentAt: at });
    move(id, { step: 'asked', since: at });
  }
}

function foldAnswer(
  { act, answer }: Extract<RunRecord, { kind: 'answer' }>,
  { at, change, move }: Changes & { readonly at: string },
): void {
  if (act !== 'terminate') return;
  // A refusal of one batch may hide that EC2 did half of it: only what it names, or a later look, settles an id.
  for (const { id, previousState } of answer.accepted) {
    change(id, { previousState });
    move(id, { step: 'ending', since: at });
  }
}
