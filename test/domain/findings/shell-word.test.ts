import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord, shellWords } from '../../../src/domain/findings/shell-word.ts';

test('a command of quoted words comes apart into the same words', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 1, maxLength: 4 }), (words) => {
      expect(shellWords(words.map(shellWord).join(' '))).toEqual(words);
    }),
  );
});
