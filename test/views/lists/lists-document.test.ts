import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredLists } from '../../../src/views/lists/declared-lists.ts';
import { listsDocument } from '../../../src/views/lists/lists-document.ts';
import { repositoryRoot } from '../../support/run-command.ts';

test('docs/lists.md is what the lists declare; npm run docs writes it', async () => {
  expect(await readFile(join(repositoryRoot, 'docs/lists.md'), 'utf8')).toBe(listsDocument());
});

test('every column of every list says what it is', () => {
  const mute = declaredLists().flatMap(({ command, columns }) =>
    columns.filter(({ meaning }) => meaning === undefined).map(({ name }) => `${command}: ${name}`),
  );

  expect(mute).toEqual([]);
});

test('a change of the lists’ fields has its place on the page', () => {
  const page = listsDocument();

  for (const word of ['added', 'changed', 'gone', 'stale', 'fresh']) expect(page).toContain(`| \`${word}\` |`);
});
