import { expect, test } from 'vitest';
import { findings } from '../../../src/domain/findings/index.ts';
import { selectCodes } from '../../../src/domain/findings/select-codes.ts';

test('selects everything where nothing is asked for', () => {
  const codes = selectCodes({ only: [], skip: [] });

  expect(codes.size).toBe(findings.length);
});

test('takes codes and categories in any case of letters, and leaves out what is skipped', () => {
  const codes = selectCodes({ only: ['Schema', 'fl401'], skip: ['sc104'] });

  expect(codes.has('SC102')).toBe(true);
  expect(codes.has('FL401')).toBe(true);
  expect(codes.has('SC104')).toBe(false);
  expect(codes.has('FL402')).toBe(false);
});

test('refuses a word that is neither code nor category, and names the choices', () => {
  const selecting = () => selectCodes({ only: ['fleets'], skip: [] });

  expect(selecting).toThrow(expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('schema, endpoints, aws, fleet') }));
});

test('refuses a selection that leaves nothing', () => {
  const selecting = () => selectCodes({ only: ['FL401'], skip: ['fleet'] });

  expect(selecting).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
