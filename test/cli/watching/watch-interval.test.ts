import { Parser } from '@oclif/core';
import { describe, expect, test } from 'vitest';
import { watchFlag, withWatchInterval } from '../../../src/cli/watching/watch-interval.ts';

async function intervalOf(...words: readonly string[]): Promise<number | undefined> {
  const { flags } = await Parser.parse(withWatchInterval(words), { flags: { watch: watchFlag } });
  return flags['watch'];
}

describe('the interval of a watch', () => {
  test.each([
    [['--watch'], 5_000],
    [['-w'], 5_000],
    [['--watch', '10s'], 10_000],
    [['--watch=1m'], 60_000],
    [['-w', '2'], 2_000],
    [['-w2s'], 2_000],
    [[], undefined],
  ])('of %j is %s ms', async (...[words, milliseconds]) => {
    expect(await intervalOf(...words)).toBe(milliseconds);
  });

  test('leaves the flag behind it alone', () => {
    expect(withWatchInterval(['--watch', '--no-aws'])).toEqual(['--watch=5s', '--no-aws']);
  });

  test.each(['0', '500ms', '2d', '5x'])('is refused where it is %s', async (text) => {
    await expect(intervalOf('--watch', text)).rejects.toThrow(/"\S+" is (no interval to watch at|not a duration)/u);
  });
});
