import { describe, expect, test } from 'vitest';
import { choosePresentation } from '../../../src/cli/printing/choose-presentation.ts';
import type { Presentation } from '../../../src/cli/printing/presentation.ts';

const TERMINAL = { isTTY: true, columns: 120 };
const PIPE = {};

function chosen(words: string, place: { readonly stdout?: object; readonly isColorRefused?: boolean } = {}): Presentation {
  return choosePresentation({
    argv: words === '' ? [] : words.split(' '),
    environment: { isColorRefused: place.isColorRefused ?? false },
    stdout: place.stdout ?? TERMINAL,
  });
}

describe('the format', () => {
  test.each(['-o json', '-ojson', '-o=json', '--output json', '--output=json', '--json', '-yojson', '-yo json', '--bogus -o json'])(
    'is JSON with %s',
    (words) => {
      expect(chosen(words).format).toBe('json');
    },
  );

  test.each(['table', 'wide', 'json', 'yaml', 'csv', 'tsv', 'name'])('can be %s', (format) => {
    expect(chosen(`-o ${format}`).format).toBe(format);
  });

  test.each(['', '-- --json', '-- -o json', '--columns id -- -ojson', '-o', '-o xml', '-oJSON', '--output='])(
    'is nobody’s choice with "%s"',
    (words) => {
      expect(chosen(words).format).toBeNull();
    },
  );
});

describe('the rest of a presentation', () => {
  test('is plain on a terminal where nothing is asked for', () => {
    expect(chosen('')).toEqual({
      now: expect.any(Function),
      filters: [],
      format: null,
      hasHeader: true,
      columns: null,
      sort: null,
      hasColor: true,
      isTerminal: true,
      width: 120,
    });
  });

  test('has no colour and the width of a page where it is piped', () => {
    expect(chosen('', { stdout: PIPE })).toMatchObject({ hasColor: false, isTerminal: false, width: 80 });
  });

  test('takes a terminal that tells no width for a page', () => {
    expect(chosen('', { stdout: { isTTY: true, columns: 0 } }).width).toBe(80);
  });

  test('names columns, their order and the header', () => {
    expect(chosen('--columns id,status --sort=-status --no-header')).toMatchObject({
      columns: ['id', 'status'],
      sort: '-status',
      hasHeader: false,
    });
  });

  test('takes blanks between the names of columns for what they are', () => {
    const { columns } = choosePresentation({ argv: ['--columns', 'id, status'], environment: { isColorRefused: false }, stdout: PIPE });

    expect(columns).toEqual(['id', 'status']);
  });

  test('has no colour with --no-color, with NO_COLOR and on a dumb terminal', () => {
    expect(chosen('--no-color').hasColor).toBe(false);
    expect(chosen('', { isColorRefused: true }).hasColor).toBe(false);
  });
});
