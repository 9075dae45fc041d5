import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnprintable, printable, printableJson, printableLines } from '../../src/views/printable.ts';

/** Every character that could steer a terminal, or hide in a text. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test.each([
  ['a bell', 'a\u0007b', 'a\\x07b'],
  ['an escape sequence that recolours', '\u001b[31mred', '\\x1b[31mred'],
  ['a C1 operating system command', '\u009d0;title\u009c', '\\x9d0;title\\x9c'],
  ['a carriage return that overwrites the line', 'ok\rbad', 'ok\\x0dbad'],
  ['a line break', 'one\ntwo', 'one\\x0atwo'],
  ['a right-to-left override', 'exe\u202egpj', 'exe\\x202egpj'],
  ['an Arabic letter mark', 'a\u061cb', 'a\\x61cb'],
  ['a zero-width space', 'i-0\u200b1', 'i-0\\x200b1'],
  ['a soft hyphen', 'pri\u00admary', 'pri\\xadmary'],
  ['a byte order mark', '\ufeffid', '\\xfeffid'],
  ['a tag character', 'web\u{e0041}', 'web\\xe0041'],
  ['half a surrogate pair', 'x\ud800', 'x\\xd800'],
  ['an interlinear annotation', 'a\ufff9b', 'a\\xfff9b'],
  ['a line separator', 'a\u2028b', 'a\\x2028b'],
])('shows %s instead of obeying it', (...[, text, shown]) => {
  expect(printable(text)).toBe(shown);
});

test('leaves what people write alone', () => {
  const text = 'Grüße, 世界, नमस्ते, 🚀 -- $0.0125/h "quoted" \\ back';

  expect(printable(text)).toBe(text);
  expect(isUnprintable(text)).toBe(false);
});

test('lets no character through that steers a terminal or cannot be seen', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(text)).not.toMatch(UNSAFE);
      expect(isUnprintable(text)).toBe(UNSAFE.test(text));
    }),
  );
});

test('keeps the line breaks of a text of several lines, and nothing else that steers', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), (lines) => {
      const printed = printableLines(lines.map((line) => line.replaceAll('\n', '')).join('\n'));

      expect(printed.split('\n')).toHaveLength(lines.length);
      expect(printed.replaceAll('\n', '')).not.toMatch(UNSAFE);
    }),
  );
});

test('keeps a JSON document equal while no character of it steers the terminal', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = JSON.stringify(value, null, 2);

      const printed = printableJson(json);

      expect(JSON.parse(printed)).toEqual(JSON.parse(json));
      expect(printed.replaceAll('\n', '')).not.toMatch(UNSAFE);
    }),
  );
});
