import type { CellValue, Items, ListView } from '../../views/list.ts';
import { columnNamed } from './column-named.ts';
import { keepMatching } from './filter-list.ts';
import type { Presentation } from './presentation.ts';

/** The list with the items that --filter keeps, in the order of --sort. */
export function arrangeList<Item>(view: ListView<Item>, presentation: Pick<Presentation, 'filters' | 'sort' | 'now'>): ListView<Item> {
  const kept = keepMatching(view, { filters: presentation.filters, now: presentation.now() });
  return presentation.sort === null ? kept : { ...kept, items: sortItems(kept, presentation.sort) };
}

/** By the first column; equal ones by the next, and at last in the order they came in. */
function sortItems<Item>(view: ListView<Item>, sort: string): Items<Item> {
  const orders = sort.split(',').map((key) => orderBy(view, key.trim()));
  return [...view.items].toSorted((left, right) => orders.map((order) => order(left, right)).find((order) => order !== 0) ?? 0);
}

/** `column`, `column:asc`, and for the other way round `-column` or `column:desc`. Unknown values come last, whichever the direction. */
function orderBy<Item>(view: ListView<Item>, key: string): (left: Item, right: Item) => number {
  const [, minus, name = '', direction] = /^(-?)(.*?)(?::(asc|desc))?$/u.exec(key) ?? [];
  const column = columnNamed(view, name);
  const sign = (minus === '-') === (direction === 'desc') ? 1 : -1;
  return (left, right) => {
    const [one, other] = [column.value(left), column.value(right)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * compareValues(one, other);
  };
}

/** Numbers by size, everything else by its text. */
function compareValues(left: CellValue, right: CellValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}
