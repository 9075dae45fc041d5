import type { Timestamp } from '../instance.ts';
import type { JournalledRun, RunRecord } from './run-record.ts';

/** One thing that a run recorded of an instance, in words. */
export interface InstanceEvent {
  readonly at: Timestamp;
  readonly runId: string;
  readonly text: string;
}

/** What the records of these runs say of one instance, in the order of time. */
export function instanceEvents(runs: readonly JournalledRun[], id: string): readonly InstanceEvent[] {
  const events = runs.flatMap(({ runId, records }) =>
    records.flatMap(({ at, record }) => {
      const text = describeFor(record, id);
      return text === null ? [] : [{ at, runId, text }];
    }),
  );
  return events.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What a record says of one instance; `null` where it is not about it. */
export function describeFor(record: RunRecord, id: string): string | null {
  if ('ids' in record) return record.ids.includes(id) ? describeOfSeveral(record, id) : null;
  if ('id' in record) return record.id === id ? describeOfOne(record) : null;
  const target = record.kind === 'planned' ? record.targets.find((each) => each.id === id) : undefined;
  return target === undefined ? null : `planned to ${actions[target.action]} as a ${target.why}`;
}

function describeOfSeveral(record: Extract<RunRecord, { readonly ids: readonly string[] }>, id: string): string {
  switch (record.kind) {
    case 'confirmed':
      return agreements[record.how];
    case 'attempt':
      return attempts[record.act];
    case 'answer':
      return describeAnswer(record, id);
    case 'released':
      return record.to === null ? 'given up' : `taken over by run ${record.to}`;
    default:
      return record satisfies never;
  }
}

const actions = { terminate: 'terminate it', 'await-end': 'await its end', report: 'report its end' } as const;
const agreements = {
  typed: 'confirmed by typing the count',
  yes: 'confirmed with --yes',
  count: 'confirmed with --confirm',
  offer: 'offered by the sweep to its agent',
} as const;
const attempts = {
  terminate: 'termination about to be sent to EC2',
  unprotect: 'protection about to be lifted',
  'cancel-spot-request': 'spot request about to be cancelled',
} as const;
const done = {
  terminate: 'EC2 accepted the termination',
  unprotect: 'protection lifted',
  'cancel-spot-request': 'spot request cancelled',
} as const;

function describeAnswer({ act, answer }: Extract<RunRecord, { kind: 'answer' }>, id: string): string {
  const request = answer.requestId === null ? '' : ` (request ${answer.requestId})`;
  const isAccepted = answer.outcome === 'done' && (act !== 'terminate' || answer.accepted.some((each) => each.id === id));
  if (isAccepted) return `${done[act]}${request}`;
  if (answer.outcome === 'done') return `EC2 answered without naming it${request}`;
  const code = answer.awsCode === null ? '' : `${answer.awsCode}: `;
  const said = `${code}${answer.message ?? 'no answer'}`;
  return answer.outcome === 'refused' ? `EC2 refused${request}: ${said}` : `the outcome is not known${request}: ${said}`;
}

function describeOfOne(record: Extract<RunRecord, { readonly id: string }>): string {
  switch (record.kind) {
    case 'seen':
      return `seen ${record.state}`;
    case 'gone':
      return record.wasAlready
        ? `found gone; its end counts as of ${record.endedAt}`
        : `terminated; its end counts as of ${record.endedAt}`;
    case 'standing':
      return 'sent for a minute ago without an answer, and it still runs: not terminated';
    case 'refused':
    case 'failed':
    case 'unknown':
      return `${record.kind}: ${record.error.message}`;
    case 'reporting':
      return `report about to be sent: ended at ${record.endedAt}`;
    case 'reported':
      return 'the backend acknowledged its end';
    case 'report-failed':
    case 'respawned':
      return record.error.message;
    default:
      return record satisfies never;
  }
}
