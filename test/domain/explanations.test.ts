import { expect, test } from 'vitest';
import { explanations } from '../../src/domain/explanations.ts';
import { errorCatalogue } from '../../src/domain/errors/catalogue.ts';
import { findings } from '../../src/domain/findings/index.ts';

test('explains every finding in the order of the catalogue, then every error, each once', () => {
  const codes = explanations().map(({ code }) => code);

  expect(codes).toEqual([...findings.map(({ code }) => code), ...Object.keys(errorCatalogue)]);
  expect(new Set(codes).size).toBe(codes.length);
});

test('says of each code what it means and what to do, in whole sentences', () => {
  const unfinished = explanations().filter(
    ({ title, meaning, evidence, remedy }) =>
      title === '' || ![meaning, evidence ?? '.'].every((text) => /[.?]$/.test(text)) || remedy === '',
  );

  expect(unfinished.map(({ code }) => code)).toEqual([]);
});

test('tells a finding by its severity and sources, an error by how it ends a run', () => {
  const ghost = explanations().find(({ code }) => code === 'FL401');
  const usage = explanations().find(({ code }) => code === 'USAGE');

  expect(ghost).toMatchObject({ type: 'finding', severity: 'error', exit: null, asks: expect.arrayContaining(['aws']) });
  expect(usage).toMatchObject({ type: 'error', severity: null, cause: null, asks: null, exit: 'usage' });
});
