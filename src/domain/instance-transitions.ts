import { claimsPrimary, type InstanceStatus, type Timestamp } from './instance.ts';

/** What the backend's books say of one instance. */
export interface BookedInstance {
  readonly status: InstanceStatus;
  readonly isPrimary: boolean;
  readonly isActive: boolean;
  /** When it stopped being wanted: the wait before termination counts from here. */
  readonly zombieSince: Timestamp | null;
  readonly terminatedAt: Timestamp | null;
  readonly terminationAttemptedAt: Timestamp | null;
  readonly terminationConfirmed: boolean;
}

export type InstanceEvent =
  | { readonly kind: 'registered-as-primary' }
  | { readonly kind: 'registered-as-replica' }
  | { readonly kind: 'demoted'; readonly at: Timestamp }
  /** A replica nobody wants any more, or the instance of an agent that was deleted: it waits for the sweep. */
  | { readonly kind: 'dismissed'; readonly at: Timestamp }
  | { readonly kind: 'termination-failed'; readonly at: Timestamp }
  | { readonly kind: 'termination-confirmed'; readonly at: Timestamp; readonly terminatedAt: Timestamp };

/** Why the books may not be changed: a primary is never ended or stepped over, an ended instance never comes back. */
export type TransitionRefusal = 'is-primary' | 'termination-confirmed';

export type Transition =
  | { readonly outcome: 'changed'; readonly to: BookedInstance }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly because: TransitionRefusal };

const RUNNING = {
  isActive: true,
  zombieSince: null,
  terminatedAt: null,
  terminationAttemptedAt: null,
  terminationConfirmed: false,
} as const;

/**
 * The one place that knows how an instance's books may change: what an event makes of them.
 * `null` stands for an instance that is not in the books. Idempotent: the same event twice changes nothing more.
 */
export function transition(from: BookedInstance | null, event: InstanceEvent): Transition {
  switch (event.kind) {
    case 'registered-as-primary':
      return isOver(from) ? refused('termination-confirmed') : changed({ ...RUNNING, status: 'running_primary', isPrimary: true });
    case 'registered-as-replica':
      return registerReplica(from);
    case 'demoted':
      return from === null || !claimsPrimary(from) ? { outcome: 'unchanged' } : changed(demote(from, event.at));
    case 'dismissed':
      return endOf(from, (instance) => ({ ...instance, status: 'zombie', isActive: false, zombieSince: instance.zombieSince ?? event.at }));
    case 'termination-failed':
      return endOf(from, (instance) => ({ ...instance, terminationAttemptedAt: event.at }));
    case 'termination-confirmed':
      return endOf(from, (instance) => ({
        ...instance,
        status: 'terminated',
        isActive: false,
        terminatedAt: event.terminatedAt,
        terminationAttemptedAt: event.at,
        terminationConfirmed: true,
      }));
    default:
      return event satisfies never;
  }
}

/** True for an instance whose termination EC2 has confirmed: nothing brings it back. */
function isOver(instance: BookedInstance | null): boolean {
  return instance !== null && instance.status === 'terminated' && instance.terminationConfirmed;
}

function registerReplica(from: BookedInstance | null): Transition {
  if (isOver(from)) return refused('termination-confirmed');
  if (from !== null && claimsPrimary(from)) return refused('is-primary');
  return changed({ ...RUNNING, status: 'running_replica', isPrimary: false });
}

/** A row called terminated that nobody confirmed may well be running: demoted, it waits for the sweep like any other. */
function demote(from: BookedInstance, at: Timestamp): BookedInstance {
  const demoted = { ...from, isPrimary: false, isActive: false };
  return isOver(from) ? demoted : { ...demoted, status: 'zombie', zombieSince: at };
}

function endOf(from: BookedInstance | null, end: (instance: BookedInstance) => BookedInstance): Transition {
  if (from === null || isOver(from)) return { outcome: 'unchanged' };
  return claimsPrimary(from) ? refused('is-primary') : changed(end(from));
}

function changed(to: BookedInstance): Transition {
  return { outcome: 'changed', to };
}

function refused(because: TransitionRefusal): Transition {
  return { outcome: 'refused', because };
}
