import { expect, test } from 'vitest';
import { parseChoice } from '../../../src/domain/registration/parse-choice.ts';

test.for([
  ['2', [1]],
  ['1,3-5', [0, 2, 3, 4]],
  [' 3 1 , 3', [0, 2]],
  ['ALL', [0, 1, 2, 3, 4]],
  ['none', []],
  ['', []],
] as const)('takes "%s" of five for %j', ([typed, positions]) => {
  expect(parseChoice(typed, 5)).toEqual({ positions });
});

test.for([
  ['0', '0 is not between 1 and 5'],
  ['4-6', '4-6 is not between 1 and 5'],
  ['3-2', '3-2 is not between 1 and 5'],
  ['1,x', '"x" is neither a number nor a range'],
  ['-1', '"-1" is neither a number nor a range'],
  ['9999999999', '"9999999999" is neither a number nor a range'],
] as const)('takes "%s" of five for nothing', ([typed, problem]) => {
  expect(parseChoice(typed, 5)).toEqual({ problem });
});
