import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowIndex } from '../../../src/domain/rows/row-index.ts';
import { MadeRows } from '../../../src/domain/rows/rows.ts';

interface Keyed {
  readonly key: string | null;
  readonly number: number;
}

/** Few keys, so that most come again and rows without one stand between them. */
const keys = fc.array(fc.option(fc.constantFrom('', 'a', 'b', 'aa', 'ab', 'ba', 'i-0f75d6fccfb53a938', 'i-0f75d6fccfb53a939', 'é', '💥')), {
  maxLength: 60,
});
const manyKeys = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 600 });

function rowsOf(drawn: readonly (string | null)[]): readonly Keyed[] {
  return drawn.map((key, number) => ({ key, number }));
}

test('finds by each key what a map of the rows would hold, and all rows of it in their order', () => {
  fc.assert(
    fc.property(fc.oneof(keys, manyKeys), (drawn) => {
      const rows = rowsOf(drawn);
      const index = new RowIndex(
        new MadeRows(rows.length, (position) => ({ key: drawn[position] ?? null, number: position })),
        ({ key }) => key,
      );
      const groups = Map.groupBy(
        rows.filter(({ key }) => key !== null),
        ({ key }) => key ?? '',
      );

      expect(index.size).toBe(groups.size);
      for (const key of [...groups.keys(), 'of nobody', 'A']) {
        const group = groups.get(key) ?? [];
        expect(index.all(key)).toEqual(group);
        expect(index.find(key)).toEqual(group.at(-1));
        expect(index.has(key)).toBe(group.length > 0);
      }
    }),
  );
});

test('finds nothing among no rows, nor the last row of an array by a key that is not there', () => {
  expect(new RowIndex([], () => 'a').find('a')).toBeUndefined();
  expect(new RowIndex([{ key: 'a' }], ({ key }) => key).find('b')).toBeUndefined();
});
