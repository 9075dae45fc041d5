import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAge, formatCount, formatDuration, formatHourly, formatUsd } from '../../src/views/amounts.ts';

test.each([
  [0, '0s'],
  [59.9, '59s'],
  [60, '1m'],
  [754, '12m'],
  [3_600, '1h'],
  [3_660, '1h1m'],
  [86_399, '23h59m'],
  [86_400, '1d'],
  [273_600, '3d4h'],
  [31_536_000, '365d'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('writes a moment that lies ahead of the clock as no age at all, never as a negative one', () => {
  expect(formatAge('2026-11-23T12:00:05Z', '2026-11-23T12:00:00Z')).toBe('0s');
});

test('never makes a span look longer than it is, nor by more than its smallest unit shorter', () => {
  const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 };
  const isUnit = (name: string): name is keyof typeof unitSeconds => name in unitSeconds;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const parts = [...formatDuration(seconds).matchAll(/(\d+)([a-z])/g)];
      const shown = parts.reduce((total, [, amount, unit = 's']) => total + Number(amount) * (isUnit(unit) ? unitSeconds[unit] : 0), 0);

      expect(shown).toBeLessThanOrEqual(seconds);
      expect(seconds - shown).toBeLessThan(3_600);
    }),
  );
});

test('writes an age from now, and a dash where the moment is unknown', () => {
  expect(formatAge('2026-11-22T10:00:00Z', '2026-11-23T12:00:00Z')).toBe('1d2h');
  expect(formatAge(null, '2026-11-23T12:00:00Z')).toBe('-');
});

test('writes prices with four decimals, amounts with cents, and a dash where the price is unknown', () => {
  expect([formatHourly(0.0125), formatHourly(0), formatHourly(null)]).toEqual(['$0.0125', '$0.0000', '-']);
  expect([formatUsd(12.345), formatUsd(0), formatUsd(null)]).toEqual(['$12.35', '$0.00', '-']);
});

test('counts one thing and several', () => {
  expect([0, 1, 2].map((count) => formatCount(count, 'instance'))).toEqual(['0 instances', '1 instance', '2 instances']);
});
