import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration, parseTimeout } from '../../src/cli/duration.ts';

test.each([
  ['30s', 30_000],
  ['500ms', 500],
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
  ['1.5s', 1_500],
  ['45', 45_000],
  ['0', 0],
])('reads %s as %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', 'soon', '-5s', '5 s', '10x', 's', '1e3', '1h30', 'Infinity', '１０s'])('refuses %j', (text) => {
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'USAGE', message: `"${text}" is not a duration.` }));
});

test('adds up the parts it is written with', () => {
  const part = fc.nat({ max: 1_000 });
  fc.assert(
    fc.property(fc.tuple(part, part, part), ([hours, minutes, seconds]) => {
      expect(parseDuration(`${hours}h${minutes}m${seconds}s`)).toBe(((hours * 60 + minutes) * 60 + seconds) * 1_000);
    }),
  );
});

test.each(['0', '0s', '25h', '9999999999d'])('does not wait for an answer for %s', (text) => {
  expect(() => parseTimeout(text)).toThrow(expect.objectContaining({ code: 'USAGE', hint: 'Wait from 1ms to 24h.' }));
});

test('waits for an answer from a millisecond to a day', () => {
  expect([parseTimeout('1ms'), parseTimeout('24h')]).toEqual([1, 86_400_000]);
});
