import { expect, test } from 'vitest';
import { endedAt } from '../../../src/domain/termination/ended-at.ts';

const SEEN = '2026-11-23T12:00:30.000Z';
const LAUNCHED = '2026-11-22T12:00:00.000Z';

test.for([
  ['EC2’s own moment', '2026-11-23T12:00:07.000Z', '2026-11-23T12:00:07.000Z'],
  ['the moment it was seen, where EC2 tells none', null, SEEN],
  ['the moment it was seen, where EC2’s would be before the launch', '2026-11-22T11:59:59.000Z', SEEN],
  ['the moment it was seen, where EC2’s would be to come', '2026-11-23T12:00:31.000Z', SEEN],
] as const)('an instance ended at %s', ([, transitionedAt, moment]) => {
  expect(endedAt({ transitionedAt, launchedAt: LAUNCHED }, { seenAt: SEEN, begunAt: null })).toBe(moment);
});

test('an instance that EC2 shows no more ended when that was seen', () => {
  expect(endedAt(undefined, { seenAt: SEEN, begunAt: null })).toBe(SEEN);
});

test('an instance whose end an earlier process saw begin ended then, where EC2 tells no moment or shows it no more', () => {
  const begunAt = '2026-11-20T12:00:00.000Z';

  expect(endedAt(undefined, { seenAt: SEEN, begunAt })).toBe(begunAt);
  expect(endedAt({ transitionedAt: null, launchedAt: LAUNCHED }, { seenAt: SEEN, begunAt })).toBe(begunAt);
  expect(endedAt({ transitionedAt: '2026-11-23T12:00:07.000Z', launchedAt: LAUNCHED }, { seenAt: SEEN, begunAt })).toBe(
    '2026-11-23T12:00:07.000Z',
  );
});
