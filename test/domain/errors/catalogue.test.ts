import { describe, expect, test } from 'vitest';
import { type ErrorCode, errorCatalogue } from '../../../src/domain/errors/catalogue.ts';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';

const isCode = (code: string): code is ErrorCode => code in errorCatalogue;
const CODES = Object.keys(errorCatalogue).filter(isCode);

describe('the catalogue of errors', () => {
  test.each(CODES)('declares %s with a title, a meaning in whole sentences and a next step', (code) => {
    const { title, meaning, remedy } = errorCatalogue[code];

    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(meaning).toMatch(/^(?:[A-Z]|spotctl ).*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test('calls everything about a missing permission denied, and everything a rule refuses refused', () => {
    const denied = CODES.filter((code) => errorCatalogue[code].exit === 'denied');

    expect(denied).toEqual([
      'TOKEN_MISSING',
      'TOKEN_REFUSED',
      'CLIENT_INACTIVE',
      'AWS_CREDENTIALS',
      'AWS_EXPIRED',
      'AWS_DENIED',
      'DATABASE_DENIED',
    ]);
  });
});

describe('an error', () => {
  test('takes its next step from the catalogue unless it knows a better one', () => {
    const plain = new SpotctlError({ code: 'TOKEN_REFUSED', message: 'No.' });
    const better = new SpotctlError({ code: 'TOKEN_REFUSED', message: 'No.', hint: 'Ask Ann.' });

    expect([plain.hint, better.hint]).toEqual([errorCatalogue.TOKEN_REFUSED.remedy, 'Ask Ann.']);
  });

  test('keeps its cause, and has none where none is given', () => {
    const cause = new Error('ECONNREFUSED');

    expect(new SpotctlError({ code: 'BACKEND_REFUSED', message: 'No.', cause }).cause).toBe(cause);
    expect('cause' in new SpotctlError({ code: 'BACKEND_REFUSED', message: 'No.' })).toBe(false);
  });

  test('ends a run as its code does', () => {
    expect(new SpotctlError({ code: 'CONFIRMATION_MISSING', message: 'No.' }).exitMeaning).toBe('refused');
  });
});
