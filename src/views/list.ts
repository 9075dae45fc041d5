import type { Screen, Style } from './screen.ts';

export type CellValue = string | number | boolean | null;

/** One column of a list: its name in --columns, --sort and CSV, and how a cell reads on a terminal. */
export interface Column<Item> {
  readonly name: string;
  readonly header: string;
  readonly value: (item: Item) => CellValue;
  /** On a terminal; the value itself where left out. */
  readonly text?: (item: Item, screen: Screen) => string;
  readonly style?: (item: Item) => Style | null;
  readonly alignsRight?: boolean;
  /** Only with `-o wide`, in the machine formats, or when named by --columns. */
  readonly isWide?: boolean;
}

/** Items that may be made only as each is shown, so that a long list is never in memory as a whole. */
export type Items<Item> = Iterable<Item> & { readonly length: number };

/** Items made anew from these whenever they are gone through. */
export function itemsFrom<Source, Item>(sources: readonly Source[], make: (source: Source) => Item): Items<Item> {
  return {
    length: sources.length,
    *[Symbol.iterator]() {
      for (const source of sources) yield make(source);
    },
  };
}

/** A list in every format: `items` are the JSON, columns the rest. */
export interface ListView<Item> {
  readonly kind: string;
  readonly items: Items<Item>;
  readonly columns: readonly Column<Item>[];
  readonly id: (item: Item) => string;
  /** Said on stderr of a terminal where the list is empty. */
  readonly whenEmpty: string;
}
