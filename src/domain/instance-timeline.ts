import type { CloudInstance } from './cloud-instance.ts';
import type { Instance, Timestamp } from './instance.ts';
import type { InstanceEvent } from './journal/instance-events.ts';
import type { Booked } from './known-instance.ts';
import type { Replica } from './replica.ts';

export type TimelineSource = 'backend' | 'database' | 'aws' | 'journal';

/** One thing that happened to an instance, as one source tells it; `at` is `null` where the source gives no moment. */
export interface TimelineEntry {
  readonly at: Timestamp | null;
  readonly source: TimelineSource;
  readonly text: string;
}

/** A switch of an agent from one instance to another. */
export interface InstanceSwitch {
  readonly oldInstanceId: string | null;
  readonly newInstanceId: string | null;
  readonly at: Timestamp;
  readonly trigger: string;
}

/** An event that the backend wrote down, in its own words. */
export interface BookedEvent {
  readonly at: Timestamp | null;
  /** `instance_terminated`. */
  readonly type: string;
  readonly message: string | null;
}

/** What the sources said of one instance; `null` where one has no word on it. */
export interface InstanceHistory {
  readonly id: string;
  readonly backend: Booked | null;
  readonly database: Booked | null;
  readonly cloud: CloudInstance | null;
  readonly switches: readonly InstanceSwitch[];
  readonly events: readonly BookedEvent[];
  /** What runs of spotctl on this machine did to it. */
  readonly acts: readonly InstanceEvent[];
}

/** Everything dated that the sources know of the instance, oldest first; what has no moment comes last. Told by two, it is listed once. */
export function instanceTimeline(history: InstanceHistory): readonly TimelineEntry[] {
  const entries = [
    ...cloudEntries(history.cloud),
    ...from('backend', bookEvents(history.backend)),
    ...from('database', bookEvents(history.database)),
    ...from(
      'backend',
      history.switches.map((one) => switchEvent(one, history.id)),
    ),
    ...from(
      'database',
      history.events.map(({ at, type, message }) => ({ at, text: message === null ? type : `${type}: ${message}` })),
    ),
    ...from(
      'journal',
      history.acts.map(({ at, runId, text }) => ({ at, text: `${text} (run ${runId})` })),
    ),
  ];
  const once = new Map(entries.toReversed().map((entry) => [`${entry.at} ${entry.text}`, entry]));
  return [...once.values()].toReversed().toSorted((one, other) => momentOf(one) - momentOf(other));
}

interface Event {
  readonly at: Timestamp | null;
  readonly text: string;
}

function from(source: TimelineSource, events: readonly Event[]): readonly TimelineEntry[] {
  return events.filter(({ at }) => at !== null).map(({ at, text }) => ({ at, source, text }));
}

function bookEvents(book: Booked | null): readonly Event[] {
  if (book === null) return [];
  return [...(book.row === null ? [] : rowEvents(book.row)), ...book.replicas.flatMap(replicaEvents)];
}

function rowEvents(row: Instance): readonly Event[] {
  const ended = row.terminationConfirmed === true ? 'terminated, and confirmed' : 'set to terminated';
  return [
    { at: row.installedAt, text: 'installed' },
    { at: row.lastSwitchAt, text: 'last switch' },
    { at: row.status === 'zombie' ? row.zombieSince : null, text: 'became a zombie' },
    { at: row.terminationAttemptedAt, text: 'termination attempted' },
    { at: row.terminatedAt, text: ended },
    { at: row.updatedAt, text: 'row last changed' },
  ];
}

function replicaEvents(replica: Replica): readonly Event[] {
  const name = `replica ${replica.id}`;
  return [
    { at: replica.terminationAttemptedAt, text: `${name}: termination attempted` },
    { at: replica.terminatedAt, text: `${name}: set to terminated` },
  ];
}

function switchEvent({ at, trigger, oldInstanceId, newInstanceId }: InstanceSwitch, id: string): Event {
  const isNew = newInstanceId === id;
  const other = (isNew ? oldInstanceId : newInstanceId) ?? 'none';
  return { at, text: isNew ? `took over from ${other} (${trigger})` : `replaced by ${other} (${trigger})` };
}

function cloudEntries(cloud: CloudInstance | null): readonly TimelineEntry[] {
  if (cloud === null) return [];
  const { stateReason: reason } = cloud;
  const launched = from('aws', [{ at: cloud.launchedAt, text: 'launched' }]);
  return reason === null ? launched : [...launched, { at: null, source: 'aws', text: `${cloud.state}: ${reasonText(reason)}` }];
}

/** EC2 often begins the message with the code. */
function reasonText({ code, message }: { readonly code: string; readonly message: string }): string {
  return message.includes(code) ? message : `${message} (${code})`;
}

function momentOf({ at }: TimelineEntry): number {
  return at === null ? Number.MAX_SAFE_INTEGER : Date.parse(at);
}
