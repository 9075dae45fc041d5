import { describe, expect, test } from 'vitest';
import { holdNewest } from '../../../src/domain/watch/held-fleet.ts';
import type { Seen } from '../../../src/domain/seen.ts';
import { cloudInstance, fleetRows, NOW, snapshot } from '../../support/builders.ts';

const LATER = '2026-11-23T12:00:05.000Z';
const DOWN: Seen<never> = { ok: false, why: 'it refused the connection', code: 'BACKEND_REFUSED' };

describe('what is held of the fleet between looks', () => {
  test('each source is as old as its last answer', () => {
    const held = holdNewest(null, snapshot());

    expect(held.sources).toEqual([
      { source: 'backend', region: null, seenAt: NOW, failure: null },
      { source: 'EC2', region: 'ap-south-1', seenAt: NOW, failure: null },
    ]);
  });

  test('a source that fails keeps its last answer, its age and the reason', () => {
    const regions = new Map([['ap-south-1', DOWN]]);

    const held = holdNewest(holdNewest(null, snapshot()), snapshot({ takenAt: LATER, regions }));

    expect(held.snapshot.regions.get('ap-south-1')).toEqual({ ok: true, value: [cloudInstance()] });
    expect(held.sources).toEqual([
      { source: 'backend', region: null, seenAt: LATER, failure: null },
      { source: 'EC2', region: 'ap-south-1', seenAt: NOW, failure: 'it refused the connection' },
    ]);
  });

  test('a source that never answered stays unseen', () => {
    const held = holdNewest(null, snapshot({ regions: new Map([['ap-south-1', DOWN]]) }));

    expect(held.snapshot.regions.get('ap-south-1')).toEqual(DOWN);
    expect(held.sources.at(-1)).toEqual({ source: 'EC2', region: 'ap-south-1', seenAt: null, failure: 'it refused the connection' });
  });

  test('without rows EC2 was asked for tags alone, so that what it ran before is kept', () => {
    const untagged = cloudInstance({ tags: {} });
    const before = holdNewest(null, snapshot({ regions: new Map([['ap-south-1', { ok: true, value: [untagged] }]]) }));

    const held = holdNewest(
      before,
      snapshot({ takenAt: LATER, backend: DOWN, regions: new Map([['ap-south-1', { ok: true, value: [] }]]) }),
    );

    expect(held.snapshot.backend).toEqual({ ok: true, value: fleetRows() });
    expect(held.snapshot.regions.get('ap-south-1')).toEqual({ ok: true, value: [untagged] });
  });

  test('a region that this look did not ask in is kept', () => {
    const held = holdNewest(holdNewest(null, snapshot()), snapshot({ takenAt: LATER, regions: new Map() }));

    expect(held.snapshot.regions.get('ap-south-1')?.ok).toBe(true);
    expect(held.sources.at(-1)?.seenAt).toBe(NOW);
  });

  test('an answer after a failure is new again', () => {
    const failed = holdNewest(holdNewest(null, snapshot()), snapshot({ takenAt: LATER, backend: DOWN }));

    const held = holdNewest(failed, snapshot({ takenAt: '2026-11-23T12:00:10.000Z' }));

    expect(held.sources[0]).toEqual({ source: 'backend', region: null, seenAt: '2026-11-23T12:00:10.000Z', failure: null });
  });
});
