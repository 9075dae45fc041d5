import { type Arbitrary, array, assert, constant, constantFrom, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type BookedInstance, type InstanceEvent, transition } from '../../src/domain/instance-transitions.ts';

const AT = '2025-11-26T12:00:00.000Z';
const EARLIER = '2025-11-25T10:00:00.000Z';
const ENDED = '2025-11-26T11:59:58.000Z';

function booked(facts: Partial<BookedInstance> = {}): BookedInstance {
  return {
    status: 'running_primary',
    isPrimary: true,
    isActive: true,
    zombieSince: null,
    terminatedAt: null,
    terminationAttemptedAt: null,
    terminationConfirmed: false,
    ...facts,
  };
}

const zombie = booked({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: EARLIER });
const over = booked({ status: 'terminated', isPrimary: false, isActive: false, terminatedAt: EARLIER, terminationConfirmed: true });

describe('an instance that is registered', () => {
  test('enters the books as primary', () => {
    expect(transition(null, { kind: 'registered-as-primary' })).toEqual({ outcome: 'changed', to: booked() });
  });

  test('enters the books as replica', () => {
    const replica = booked({ status: 'running_replica', isPrimary: false });

    expect(transition(null, { kind: 'registered-as-replica' })).toEqual({ outcome: 'changed', to: replica });
  });

  test('loses every mark of an end that nobody confirmed', () => {
    const ghost = booked({ status: 'terminated', isActive: false, terminatedAt: EARLIER, terminationAttemptedAt: EARLIER });

    expect(transition(ghost, { kind: 'registered-as-primary' })).toEqual({ outcome: 'changed', to: booked() });
  });

  test('is refused once its termination was confirmed', () => {
    const refused = { outcome: 'refused', because: 'termination-confirmed' };

    expect(transition(over, { kind: 'registered-as-primary' })).toEqual(refused);
    expect(transition(over, { kind: 'registered-as-replica' })).toEqual(refused);
  });

  test('is not made a replica while it is the primary', () => {
    expect(transition(booked(), { kind: 'registered-as-replica' })).toEqual({ outcome: 'refused', because: 'is-primary' });
  });
});

describe('a primary that is replaced', () => {
  test('is a zombie the sweep can take, from that moment on', () => {
    const to = booked({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: AT });

    expect(transition(booked(), { kind: 'demoted', at: AT })).toEqual({ outcome: 'changed', to });
  });

  test('is a zombie too where the books called it terminated and nobody saw it end', () => {
    const ghost = booked({ status: 'terminated', isActive: false, terminatedAt: EARLIER });

    const change = transition(ghost, { kind: 'demoted', at: AT });

    expect(change).toEqual({
      outcome: 'changed',
      to: { ...ghost, status: 'zombie', isPrimary: false, isActive: false, zombieSince: AT },
    });
  });

  test('stays ended where its termination was confirmed', () => {
    const change = transition({ ...over, isPrimary: true }, { kind: 'demoted', at: AT });

    expect(change).toEqual({ outcome: 'changed', to: over });
  });

  test('keeps the start of its wait when it is demoted again', () => {
    expect(transition(zombie, { kind: 'demoted', at: AT })).toEqual({ outcome: 'unchanged' });
  });
});

describe('a replica that is dismissed', () => {
  const dismissed: InstanceEvent = { kind: 'dismissed', at: AT };
  const replica = booked({ status: 'running_replica', isPrimary: false });

  test('waits for the sweep from that moment on', () => {
    const to = { ...replica, status: 'zombie', isActive: false, zombieSince: AT };

    expect(transition(replica, dismissed)).toEqual({ outcome: 'changed', to });
  });

  test('keeps the start of its wait when it is dismissed again', () => {
    expect(transition(zombie, dismissed)).toEqual({ outcome: 'changed', to: zombie });
  });

  test('is left alone once it became the primary', () => {
    expect(transition(booked(), dismissed)).toEqual({ outcome: 'refused', because: 'is-primary' });
  });

  test('stays ended where its termination was confirmed, and unknown where nobody knows it', () => {
    expect(transition(over, dismissed)).toEqual({ outcome: 'unchanged' });
    expect(transition(null, dismissed)).toEqual({ outcome: 'unchanged' });
  });
});

describe('a reported termination', () => {
  const confirmed: InstanceEvent = { kind: 'termination-confirmed', at: AT, terminatedAt: ENDED };

  test('ends a zombie', () => {
    const to = { ...zombie, status: 'terminated', terminatedAt: ENDED, terminationAttemptedAt: AT, terminationConfirmed: true };

    expect(transition(zombie, confirmed)).toEqual({ outcome: 'changed', to });
  });

  test('that failed is remembered as an attempt', () => {
    const to = { ...zombie, terminationAttemptedAt: AT };

    expect(transition(zombie, { kind: 'termination-failed', at: AT })).toEqual({ outcome: 'changed', to });
  });

  test.each([booked(), booked({ isPrimary: false }), booked({ status: 'zombie' })])(
    'is refused for what claims to be a primary',
    (primary) => {
      expect(transition(primary, confirmed)).toEqual({ outcome: 'refused', because: 'is-primary' });
      expect(transition(primary, { kind: 'termination-failed', at: AT })).toEqual({ outcome: 'refused', because: 'is-primary' });
    },
  );

  test('changes nothing the second time', () => {
    expect(transition(over, confirmed)).toEqual({ outcome: 'unchanged' });
    expect(transition(over, { kind: 'termination-failed', at: AT })).toEqual({ outcome: 'unchanged' });
  });
});

const time = constantFrom(EARLIER, AT, ENDED);
const anyEvent: Arbitrary<InstanceEvent> = oneof(
  constant({ kind: 'registered-as-primary' as const }),
  constant({ kind: 'registered-as-replica' as const }),
  record({ kind: constant('demoted' as const), at: time }),
  record({ kind: constant('dismissed' as const), at: time }),
  record({ kind: constant('termination-failed' as const), at: time }),
  record({ kind: constant('termination-confirmed' as const), at: time, terminatedAt: time }),
);

function follow(events: readonly InstanceEvent[]): BookedInstance | null {
  return events.reduce<BookedInstance | null>((state, event) => {
    const change = transition(state, event);
    return change.outcome === 'changed' ? change.to : state;
  }, null);
}

test('whatever happens, the columns never contradict each other', () => {
  assert(
    property(array(anyEvent, { maxLength: 12 }), (events) => {
      const state = follow(events);

      if (state === null) return;
      expect(state.isPrimary).toBe(state.status === 'running_primary');
      expect(state.isActive).toBe(state.status === 'running_primary' || state.status === 'running_replica');
      expect(state.terminationConfirmed).toBe(state.status === 'terminated');
      expect(state.zombieSince !== null || state.status !== 'zombie').toBe(true);
    }),
  );
});

test('whatever happens, a confirmed end stays as it was reported first', () => {
  assert(
    property(array(anyEvent), (events) => {
      const change = events.map((event) => transition(over, event));

      expect(change.every(({ outcome }) => outcome !== 'changed')).toBe(true);
    }),
  );
});
