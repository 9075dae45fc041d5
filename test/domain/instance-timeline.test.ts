import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InstanceHistory, instanceTimeline } from '../../src/domain/instance-timeline.ts';
import type { Booked } from '../../src/domain/known-instance.ts';
import { cloudInstance, instance, INSTANCE_ID, replica } from '../support/builders.ts';

const OTHER = 'i-029c1999a147722de';

function booked(row: Parameters<typeof instance>[0], replicas: Booked['replicas'] = []): Booked {
  return { row: instance(row), replicas, isForeign: false };
}

function timeline(facts: Partial<InstanceHistory>): readonly string[] {
  const history = { id: INSTANCE_ID, backend: null, database: null, cloud: null, switches: [], events: [], acts: [], ...facts };
  return instanceTimeline(history).map(({ at, source, text }) => `${at?.slice(0, 16) ?? 'some time'} ${source}: ${text}`);
}

test('tells what happened, oldest first, whichever source knows it', () => {
  const events = timeline({
    cloud: cloudInstance({
      launchedAt: '2025-11-26T09:50:00.000Z',
      state: 'terminated',
      stateReason: { code: 'Server.SpotInstanceTermination', message: 'Spot instance termination' },
    }),
    backend: booked({ lastSwitchAt: '2025-11-26T10:00:20.000Z' }),
    database: booked({
      status: 'zombie',
      installedAt: '2025-11-26T09:55:00.000Z',
      lastSwitchAt: '2025-11-26T10:00:20.000Z',
      zombieSince: '2025-11-26T10:10:00.000Z',
      terminationAttemptedAt: '2025-11-26T10:20:00.000Z',
      terminatedAt: '2025-11-26T10:30:00.000Z',
      updatedAt: '2025-11-26T10:40:00.000Z',
    }),
    switches: [
      { oldInstanceId: INSTANCE_ID, newInstanceId: OTHER, at: '2025-11-26T10:09:00.000Z', trigger: 'manual' },
      { oldInstanceId: null, newInstanceId: INSTANCE_ID, at: '2025-11-26T10:00:00.000Z', trigger: 'cost' },
    ],
  });

  expect(events).toEqual([
    '2025-11-26T09:50 aws: launched',
    '2025-11-26T09:55 database: installed',
    '2025-11-26T10:00 backend: took over from none (cost)',
    '2025-11-26T10:00 backend: last switch',
    `2025-11-26T10:09 backend: replaced by ${OTHER} (manual)`,
    '2025-11-26T10:10 database: became a zombie',
    '2025-11-26T10:20 database: termination attempted',
    '2025-11-26T10:30 database: set to terminated',
    '2025-11-26T10:40 database: row last changed',
    'some time aws: terminated: Spot instance termination (Server.SpotInstanceTermination)',
  ]);
});

test('tells the backend’s own events, and what runs of spotctl did', () => {
  const at = '2025-11-26T10:30:00.000Z';

  const events = timeline({
    events: [
      { at, type: 'instance_terminated', message: 'Instance terminated by agent' },
      { at: '2025-11-26T10:31:00.000Z', type: 'agent_offline', message: null },
    ],
    acts: [{ at: '2025-11-26T10:29:00.000Z', runId: '01JDT', text: 'EC2 accepted the termination' }],
  });

  expect(events).toEqual([
    '2025-11-26T10:29 journal: EC2 accepted the termination (run 01JDT)',
    '2025-11-26T10:30 database: instance_terminated: Instance terminated by agent',
    '2025-11-26T10:31 database: agent_offline',
  ]);
});

test('says apart what was only set to terminated and what was confirmed', () => {
  const terminatedAt = '2025-11-26T10:30:00.000Z';

  expect(timeline({ database: booked({ terminatedAt }) })).toEqual(['2025-11-26T10:30 database: set to terminated']);
  expect(timeline({ database: booked({ terminatedAt, terminationConfirmed: true }) })).toEqual([
    '2025-11-26T10:30 database: terminated, and confirmed',
  ]);
});

test('calls nothing a zombie that is none', () => {
  expect(timeline({ database: booked({ status: 'terminated', zombieSince: '2025-11-26T10:10:00.000Z' }) })).toEqual([]);
});

test('tells what became of its replica', () => {
  const marked = replica({ id: 'r-1', terminatedAt: '2025-11-26T10:30:00.000Z', terminationAttemptedAt: '2025-11-26T10:31:00.000Z' });

  expect(timeline({ backend: { row: null, replicas: [marked], isForeign: false } })).toEqual([
    '2025-11-26T10:30 backend: replica r-1: set to terminated',
    '2025-11-26T10:31 backend: replica r-1: termination attempted',
  ]);
});

test('is empty where nobody dates anything', () => {
  expect(timeline({ backend: booked({}), cloud: cloudInstance({ launchedAt: null }) })).toEqual([]);
});

test('is in order whatever the order it is told in, with nothing lost and nothing told twice', () => {
  const moment = fc
    .date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const change = fc.record({
    at: moment,
    trigger: fc.constantFrom('manual', 'cost'),
    oldInstanceId: fc.constant(null),
    newInstanceId: fc.constant(INSTANCE_ID),
  });
  fc.assert(
    fc.property(fc.array(change), moment, (switches, launchedAt) => {
      const told = instanceTimeline({
        id: INSTANCE_ID,
        backend: null,
        database: null,
        cloud: cloudInstance({ launchedAt }),
        switches,
        events: [],
        acts: [],
      });

      const moments = told.map(({ at }) => at ?? '');
      expect(moments).toEqual(moments.toSorted());
      expect(told).toHaveLength(1 + new Set(switches.map(({ at, trigger }) => `${at} ${trigger}`)).size);
    }),
  );
});
