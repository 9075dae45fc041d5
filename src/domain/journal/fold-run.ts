import { foldTarget } from './fold-target.ts';
import type { DatedRecord } from './run-record.ts';
import type { KeptTarget, RunState } from './run-state.ts';

const NOTHING: RunState = {
  head: null,
  startedAt: null,
  lastAt: null,
  by: null,
  options: null,
  targets: new Map(),
  refusals: [],
  undecided: [],
  over: [],
  unseen: [],
  isClosed: false,
  client: null,
};

/** What these records come to. Any first part of a run's records is a state the run was in. */
export function foldRun(records: readonly DatedRecord[]): RunState {
  const targets = new Map<string, KeptTarget>();
  let state: RunState = { ...NOTHING, targets };
  for (const dated of records) {
    state = { ...foldHead(state, dated), lastAt: dated.at };
    foldTarget(targets, dated);
  }
  return state;
}

function foldHead(state: RunState, { at, record }: DatedRecord): RunState {
  switch (record.kind) {
    case 'begun':
      return { ...state, head: record, startedAt: at, by: record.by, client: record.client };
    case 'resumed':
      return { ...state, by: record.by, isClosed: false };
    case 'planned': {
      const { options, refusals, undecided, over, unseen } = record;
      const isFirst = state.options === null;
      // A plan made anew for what was left says nothing of what the first one left out.
      return isFirst ? { ...state, options, refusals, undecided, over, unseen } : { ...state, options };
    }
    case 'closed':
      return { ...state, isClosed: true };
    default:
      return state;
  }
}
