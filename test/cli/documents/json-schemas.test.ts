import { globSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from '../../../src/cli/documents/documents.ts';
import { jsonSchemaFiles, strictSchema } from '../../../src/cli/documents/json-schemas.ts';
import { validate } from '../../support/refuse-misshapen.ts';
import { repositoryRoot } from '../../support/run-command.ts';

/** Kinds of the lines of a watch, which are no documents. */
const LINES: readonly string[] = ['Finding'];

test('schemas/ is what the declarations say; npm run docs writes it', async () => {
  const files = jsonSchemaFiles();

  expect((await readdir(join(repositoryRoot, 'schemas'))).toSorted()).toEqual(files.map(({ name }) => name).toSorted());
  for (const { name, text } of files) expect(await readFile(join(repositoryRoot, 'schemas', name), 'utf8'), name).toBe(text);
});

test('every kind that is printed has a schema, declared in src/cli/documents', () => {
  const printed = globSync(['src/commands/**/*.ts', 'src/cli/**/*.ts', 'src/views/**/*.ts'], { cwd: repositoryRoot }).flatMap((path) =>
    [...readFileSync(join(repositoryRoot, path), 'utf8').matchAll(/kind: (?:\w+ \? '[A-Z]\w+' : )?'([A-Z]\w+)'/g)].map(
      ([, kind = '']) => kind,
    ),
  );

  const kinds: readonly string[] = Object.keys(documents);
  expect(printed.length).toBeGreaterThan(20);
  expect([...new Set(printed)].filter((kind) => !kinds.includes(kind) && !LINES.includes(kind))).toEqual([]);
});

test('a published schema allows what a later version adds, and the one of the tests does not', () => {
  const known = { apiVersion: 'spotctl/v1', kind: 'Context', name: 'prod', isCurrent: true };
  const published = jsonSchemaFiles().find(({ name }) => name === 'Context.json');
  const open: object = JSON.parse(published?.text ?? '{}');

  expect(validate(open, { ...known, later: 1 })).toEqual([]);
  expect(validate(strictSchema('Context') ?? {}, { ...known, later: 1 })).toHaveLength(1);
  expect(validate(open, { ...known, name: null })).toHaveLength(1);
});
