import type { CellValue } from '../list.ts';
import type { Screen } from '../screen.ts';
import type { Sorting } from './dashboard-state.ts';
import type { DashboardColumn } from './table-lines.ts';

/** Rows that hold every word of the filter in one of their cells, in the chosen order; equal ones keep theirs. */
export function selectRows<Row>(
  rows: readonly Row[],
  by: {
    readonly columns: readonly DashboardColumn<Row>[];
    readonly filter: string;
    readonly sorting: Sorting;
    readonly screen: Screen;
  },
): readonly Row[] {
  const words = by.filter
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const textOf = (row: Row): string =>
    by.columns
      .map((column) => column.text(row, by.screen))
      .join('\n')
      .toLowerCase();
  const kept = words.length === 0 ? rows : rows.filter((row) => hasAll(textOf(row), words));
  const column = by.columns.find(({ name }) => name === by.sorting.column);
  const sorted = column === undefined ? kept : kept.toSorted((left, right) => compare(column.value(left), column.value(right)));
  return by.sorting.isReversed ? sorted.toReversed() : sorted;
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** What is unknown comes last. */
function compare(left: CellValue, right: CellValue): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [String(left), String(right)];
  return one < other ? -1 : Number(one > other);
}
