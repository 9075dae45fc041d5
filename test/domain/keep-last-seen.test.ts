import { describe, expect, test } from 'vitest';
import type { FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import { type KeptSnapshot, keepLastSeen } from '../../src/domain/keep-last-seen.ts';
import { notAsked } from '../../src/domain/seen.ts';
import { cloudInstance, fleetRows, NOW, snapshot } from '../support/builders.ts';

const LATER = '2026-11-23T12:00:25.000Z';
const DOWN = { ok: false, why: 'The backend refused the connection.', code: 'BACKEND_REFUSED' } as const;
const BLIND = { ok: false, why: 'EC2 did not answer.', code: 'AWS_UNREACHABLE' } as const;

function afterGood(facts: Partial<FleetSnapshot>): KeptSnapshot {
  return keepLastSeen(keepLastSeen(null, snapshot()), snapshot({ takenAt: LATER, ...facts }));
}

describe('what a source told last', () => {
  test('stands in for it while it does not answer, with the time it is from', () => {
    const { snapshot: kept, stale } = afterGood({ regions: new Map([['ap-south-1', BLIND]]) });

    expect(kept.regions.get('ap-south-1')).toEqual({ ok: true, value: [cloudInstance()] });
    expect(kept.takenAt).toBe(LATER);
    expect(stale).toEqual([{ source: 'EC2 in ap-south-1', why: BLIND.why, code: BLIND.code, seenAt: NOW }]);
  });

  test('stands in however long the silence lasts, and gives way to the next answer', () => {
    const silent = snapshot({ takenAt: LATER, backend: DOWN });
    const longSilent = keepLastSeen(keepLastSeen(keepLastSeen(null, snapshot()), silent), silent);
    const back = keepLastSeen(longSilent, snapshot({ takenAt: LATER, backend: { ok: true, value: fleetRows({ instances: [] }) } }));

    expect(longSilent.snapshot.backend).toEqual(snapshot().backend);
    expect(longSilent.stale).toMatchObject([{ source: 'backend', seenAt: NOW }]);
    expect([back.snapshot.backend.ok && back.snapshot.backend.value.instances, back.stale]).toEqual([[], []]);
  });

  test('is kept of every region where no rows came to say which to ask', () => {
    const { snapshot: kept, stale } = afterGood({ backend: DOWN, regions: new Map() });

    expect([...kept.regions.keys()]).toEqual(['ap-south-1']);
    expect(stale.map(({ source, code }) => [source, code])).toEqual([
      ['backend', 'BACKEND_REFUSED'],
      ['EC2 in ap-south-1', 'NOT_ASKED'],
    ]);
  });

  test('does not outlive a region that the rows name no more', () => {
    expect([...afterGood({ regions: new Map() }).snapshot.regions.keys()]).toEqual([]);
  });
});

describe('a source that never answered', () => {
  test('stays unseen, and is named without a time', () => {
    const { snapshot: kept, stale } = keepLastSeen(null, snapshot({ backend: DOWN }));

    expect(kept.backend).toEqual(DOWN);
    expect(stale).toEqual([{ source: 'backend', why: DOWN.why, code: DOWN.code, seenAt: null }]);
  });

  test('is not missed where nobody configured it', () => {
    const { stale } = keepLastSeen(null, snapshot({ database: notAsked('no database is configured') }));

    expect(stale).toEqual([]);
  });
});
