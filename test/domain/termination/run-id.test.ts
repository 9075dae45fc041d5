import { expect, test } from 'vitest';
import { makeRunId } from '../../../src/domain/termination/run-id.ts';

test('writes time and randomness as a ULID', () => {
  const zero = makeRunId(new Date(0), new Uint8Array(10));
  const full = makeRunId(new Date(1_469_918_176_385), new Uint8Array(10).fill(255));

  expect(zero).toBe('00000000000000000000000000');
  expect(full).toBe('01ARYZ6S41ZZZZZZZZZZZZZZZZ');
});

test('sorts by time', () => {
  const earlier = makeRunId(new Date('2026-11-23T12:00:00Z'), new Uint8Array(10).fill(255));
  const later = makeRunId(new Date('2026-11-23T12:00:00.001Z'), new Uint8Array(10));

  expect(earlier < later).toBe(true);
});
