import type { Screen, Style } from './screen.ts';

export type CellValue = string | number | boolean | null;

/** One column of a list: its name in --columns, --sort and CSV, and how a cell reads on a terminal. */
export interface Column<Item> {
  readonly name: string;
  readonly header: string;
  /** What the documentation says of it. */
  readonly meaning?: string;
  readonly value: (item: Item) => CellValue;
  /** On a terminal; the value itself where left out. */
  readonly text?: (item: Item, screen: Screen) => string;
  readonly style?: (item: Item) => Style | null;
  readonly alignsRight?: boolean;
  /** How a cell is shortened on a terminal too narrow for the table; one without is never cut. */
  readonly cut?: 'characters' | 'words';
  /** Its value is a moment: its age on a terminal, and what --filter compares with a duration. */
  readonly isMoment?: boolean;
  /** Only where a terminal has room for it, with `-o wide`, in the machine formats, or when named by --columns. */
  readonly isWide?: boolean;
}

/** Items that may be made only as each is shown, so that a long list is never in memory as a whole. */
export type Items<Item> = Iterable<Item> & { readonly length: number };

/** Items made anew from these whenever they are gone through. */
export function itemsFrom<Source, Item>(sources: Items<Source>, make: (source: Source) => Item): Items<Item> {
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
  /** Fields of an item that change by themselves, which a watch does not tell of. */
  readonly driftingFields?: readonly string[];
  /** Said on stderr of a terminal where the list is empty. */
  readonly whenEmpty: string;
  /** Said there under a table: what the items that are shown come to. */
  readonly totals?: (items: Iterable<Item>) => string;
}
