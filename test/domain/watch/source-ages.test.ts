import { expect, test } from 'vitest';
import { sourceAges } from '../../../src/domain/watch/source-ages.ts';
import { NOW, snapshot } from '../../support/builders.ts';

const EARLIER = '2026-11-23T11:59:00.000Z';

test('each source is as old as its last answer, and one that fails says why', () => {
  const stale = [{ source: 'backend', why: 'it refused the connection', code: 'BACKEND_REFUSED', seenAt: EARLIER }];
  const seenAt = new Map([
    ['backend', EARLIER],
    ['EC2 in ap-south-1', NOW],
  ]);

  expect(sourceAges(snapshot(), { seenAt, stale })).toEqual([
    { source: 'backend', region: null, seenAt: EARLIER, failure: 'it refused the connection' },
    { source: 'EC2', region: 'ap-south-1', seenAt: NOW, failure: null },
  ]);
});

test('a database is named only where one is configured, and one that never answered has no age', () => {
  const database = { ok: false, why: 'it refused the connection', code: 'DATABASE_UNREACHABLE' } as const;
  const stale = [{ source: 'database', why: database.why, code: database.code, seenAt: null }];

  expect(sourceAges(snapshot({ database }), { seenAt: new Map(), stale })[1]).toEqual({
    source: 'database',
    region: null,
    seenAt: null,
    failure: 'it refused the connection',
  });
});
