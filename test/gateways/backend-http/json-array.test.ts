import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonArrayReader } from '../../../src/gateways/backend-http/json-array.ts';

/** What is read of a text that arrives in pieces of these sizes, the last one over and over; an error's name where it is refused. */
function readIn(sizes: readonly number[], text: string): unknown {
  const elements: unknown[] = [];
  const reader = new JsonArrayReader((read) => elements.push(...read));
  const bytes = Buffer.from(text);
  try {
    for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
      const size = sizes[Math.min(piece, sizes.length - 1)] ?? 1;
      reader.write(bytes.subarray(at, at + size));
      at += size;
    }
    reader.end();
    return elements;
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

/** The same for the text as a whole. Only an array is ever read so. */
function readWhole(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : 'SyntaxError';
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const rows = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 });

describe('a JSON array that arrives in pieces', () => {
  it('is read as it is as a whole, wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.record({ value: rows, cuts: sizes, space: fc.constantFrom(0, 1, '\t') }), ({ value, cuts, space }) => {
        const text = JSON.stringify(value, null, space);

        expect(readIn(cuts, text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused where it would be as a whole: with any of its characters gone, doubled or another', () => {
    const damage = fc.constantFrom('', ',', ']', '[', '}', '{', '"', '\\', ' ', '1', 'x');
    const damaging = fc.record({ value: rows, cuts: sizes, place: fc.nat(), length: fc.integer({ min: 0, max: 2 }), put: damage });
    fc.assert(
      fc.property(damaging, ({ value, cuts, place, length, put }) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + put + text.slice(at + length);

        expect(readIn(cuts, damaged)).toEqual(readWhole(damaged));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['[]', ' [ ] ', '[,1]', '[1,]', '[1,,2]', '[,]', '[1}', '[{]', '[1]]', '[1] 2', '[', '', '[1', '["a\\', '["a\\"]', '{}', '"a"'])(
    'is taken or refused as JSON.parse does: %s',
    (text) => {
      expect(readIn([1], text)).toEqual(readWhole(text));
      expect(readIn([99], text)).toEqual(readWhole(text));
    },
  );
});
