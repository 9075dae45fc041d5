import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapTalk } from '../../../src/cli/printing/wrap-talk.ts';

describe('talk on a narrow terminal', () => {
  test('is broken at spaces, what follows set in', () => {
    const wrapped = wrapTalk('  Next: run spotctl login, or set SPOTCTL_TOKEN.\nshort\n', 30);

    expect(wrapped).toBe('  Next: run spotctl login, or\n    set SPOTCTL_TOKEN.\nshort\n');
  });

  test('keeps a word that is wider than the terminal whole, so that it can be copied', () => {
    expect(wrapTalk('at /tmp/a-very-long-path/to/a/file now', 12)).toBe('at\n  /tmp/a-very-long-path/to/a/file\n  now');
  });

  test('does not count colour', () => {
    expect(wrapTalk('\u001b[31mred\u001b[39m and more', 12)).toBe('\u001b[31mred\u001b[39m and more');
  });

  test('loses no word, whatever the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') }), fc.integer({ min: 1, max: 40 }), (talk, columns) => {
        const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

        expect(words(wrapTalk(talk, columns))).toEqual(words(talk));
      }),
    );
  });
});
