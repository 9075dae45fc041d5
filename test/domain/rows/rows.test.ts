import { describe, expect, test } from 'vitest';
import { joinRows, mapRows, type Rows } from '../../../src/domain/rows/rows.ts';

const FEW = 10;
const MANY = 50_000;

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

/** Doubled, and how many of them were made. */
function doubled(count: number): { readonly rows: Rows<number>; readonly made: () => number } {
  let made = 0;
  const rows = mapRows(numbers(count), (number) => {
    made += 1;
    return number * 2;
  });
  return { rows, made: () => made };
}

describe('rows made of others', () => {
  test.each([FEW, MANY])('are as many, in their order: %i', (count) => {
    const { rows } = doubled(count);

    expect([rows.length, [...rows], rows.at(3), rows.at(count)]).toEqual([count, numbers(count).map((number) => number * 2), 6, undefined]);
  });

  test('are made once where they are few', () => {
    const { rows, made } = doubled(FEW);

    expect([...rows, ...rows].length).toBe(2 * FEW);
    expect(made()).toBe(FEW);
  });

  test('are made whenever they are looked at where they are many, so that they are never in memory together', () => {
    const { rows, made } = doubled(MANY);

    expect(rows.at(7)).toBe(14);
    expect(made()).toBe(1);
  });
});

describe('joined rows', () => {
  test.each([
    [FEW, FEW],
    [MANY, FEW],
    [FEW, MANY],
    [MANY, 0],
    [0, FEW],
  ])('are those of the first, then those of the second: %i and %i', (first, second) => {
    const rows = joinRows(numbers(first), numbers(second));

    expect([...rows]).toEqual([...numbers(first), ...numbers(second)]);
    expect(rows.at(first)).toBe(second === 0 ? undefined : 0);
  });
});
