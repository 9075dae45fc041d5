import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readAtMost } from '../../src/cli/read-at-most.ts';
import { readSavedPlan } from '../../src/cli/saved-plan-file.ts';

test('reads all that is there, in text and in bytes', async () => {
  expect(String(await readAtMost(Readable.from(['ä', Buffer.from('b')]), 3))).toBe('äb');
});

test('reads no further than it may', async () => {
  let asked = 0;
  function* endless(): Generator<string> {
    for (;;) {
      asked += 1;
      yield 'xx';
    }
  }

  const read = await readAtMost(Readable.from(endless(), { highWaterMark: 1 }), 5);

  expect(read).toBeNull();
  expect(asked).toBeLessThan(10);
});

test('a kept plan without an end is none', async () => {
  await expect(readSavedPlan('/dev/zero')).rejects.toMatchObject({
    code: 'PLAN_UNREADABLE',
    message: '/dev/zero is larger than a plan can be.',
  });
});
