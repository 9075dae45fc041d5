import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

async function textOf(file: string): Promise<string> {
  return await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
}

async function listed(): Promise<readonly string[]> {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(await textOf('package.json'));
  return Object.keys({ ...dependencies, ...devDependencies });
}

test('the tables of dependencies name each package of package.json once, and no other', async () => {
  const rows = [...(await textOf('docs/dependencies.md')).matchAll(/^\| `([^`]+)` \|/gmu)];

  const named = rows.map(([, name]) => name);

  expect(new Set(named)).toEqual(new Set(await listed()));
  expect(new Set(named).size).toBe(named.length);
});

test('every package has a reason and a size', async () => {
  const rows = (await textOf('docs/dependencies.md')).split('\n').filter((line) => line.startsWith('| `'));

  const incomplete = rows.filter((row) => !/^\| `[^`]+` \| [^|]{5,} \| [^|]*\d[^|]*(\|[^|]+)?\|$/u.test(row));

  expect(incomplete).toEqual([]);
});

test('the published package installs nothing', async () => {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(await textOf('package.json'));

  expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
});
