import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { renderAnswer, renderJson, renderYaml } from '../../../src/cli/printing/print-document.ts';
import { presentation } from '../../support/screen.ts';

const ANSWER = { kind: 'Greeting', body: { to: 'web-01', since: null }, text: () => 'Hello web-01\n' };

test('answers people with text, on a terminal and piped', async () => {
  expect(await renderAnswer(ANSWER, presentation({ isTerminal: true }))).toBe('Hello web-01\n');
  expect(await renderAnswer(ANSWER, presentation())).toBe('Hello web-01\n');
  expect(await renderAnswer(ANSWER, presentation({ format: 'table' }))).toBe('Hello web-01\n');
});

test('answers machines with one document that names its version and kind, absent facts null', async () => {
  const document = { apiVersion: 'spotctl/v1', kind: 'Greeting', to: 'web-01', since: null };

  expect(JSON.parse(await renderAnswer(ANSWER, presentation({ format: 'json' })))).toEqual(document);
  expect(parseYaml(await renderAnswer(ANSWER, presentation({ format: 'yaml' })))).toEqual(document);
});

test.each(['csv', 'tsv', 'name'] as const)('refuses -o %s, which is for lists', async (format) => {
  await expect(renderAnswer(ANSWER, presentation({ format }))).rejects.toMatchObject({
    code: 'USAGE',
    message: `-o ${format} is for lists; this command answers with one document.`,
  });
});

test('says the same in YAML as in JSON, keys included, and nothing of either steers the terminal', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const value = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.double({ noNaN: true }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(text, value, { maxKeys: 3 }), async (tags) => {
      const json = renderJson('Tags', { tags });
      const yaml = await renderYaml('Tags', { tags });

      expect(parseYaml(yaml)).toEqual(JSON.parse(json));
      expect((json + yaml).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    }),
  );
});

test('writes a text of several lines in YAML without losing a line break', async () => {
  const statement = 'ALTER TABLE instances\n  ADD COLUMN termination_attempted_at timestamp NULL\n\n';

  expect(parseYaml(await renderYaml('Plan', { statement })).statement).toBe(statement);
});
