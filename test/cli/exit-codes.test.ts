import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';

test('gives every way a run can end its own number', () => {
  expect(exitCodes).toEqual({ done: 0, problems: 1, usage: 2, partial: 3, denied: 4, timeout: 5, refused: 6, interrupted: 130 });
});
