import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isNewer, keep, plainVersion, readKept } from '../../../src/cli/update-notice/kept-version.ts';
import { homeFolder } from '../../support/home.ts';

test.each([
  ['0.1.1', '0.1.0', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.9.9', '0.10.0', false],
  ['0.1.9', '1.0.0', false],
  ['0.2.0', '0.2.0-rc.1', false],
])('%s comes after %s: %s', (...[one, other, expected]) => {
  expect(isNewer(one, other)).toBe(expected);
});

test.each(['1.2.3-beta.1', 'latest', '\u001b[31m1.2.3', '1.2', '', 7, null])('%j is not offered as a version', (text) => {
  expect(plainVersion(text)).toBeNull();
});

test('reads what was kept, and nothing from a file that is damaged', async () => {
  const folder = await homeFolder();
  const kept = { newest: '0.2.0', askedAt: 5, toldAt: 7 };

  const isKept = keep(folder, kept);
  const read = readKept(folder);
  await writeFile(join(folder, 'newest-version.json'), '{"newest":"<script>","askedAt":"now"');

  expect([isKept, read]).toEqual([true, kept]);
  expect(readKept(folder)).toEqual({ newest: null, askedAt: 0, toldAt: 0 });
});

test('says that it cannot keep anything where the folder cannot be made', async () => {
  const folder = await homeFolder();
  await writeFile(join(folder, 'cache'), '');

  expect(keep(join(folder, 'cache/spotctl'), { newest: null, askedAt: 0, toldAt: 0 })).toBe(false);
});
