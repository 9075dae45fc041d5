import type { Column } from './list.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { renderTable } from './table.ts';
import { cut, wrap } from './wrap.ts';

export interface ListLayout<Item> {
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  /** Added in their order while a terminal has room for them. */
  readonly extraColumns: readonly Column<Item>[];
  /** True where cells may be shortened so that a narrow terminal holds the table. */
  readonly mayCut: boolean;
  readonly hasHeader: boolean;
  readonly screen: Screen;
}

/** The list as a table; on a terminal fitted to its width, and one block an item where no table fits. */
export function fitList<Item>(layout: ListLayout<Item>): string {
  const { items, columns, hasHeader, screen } = layout;
  if (items.length === 0) return '';
  const measured = columns.map((column) => measure(column, layout));
  if (!screen.isTerminal) return tableOf(measured, layout);
  if (widthOf(measured) <= screen.columns) return tableOf([...measured, ...extrasFor(measured, layout)], layout);
  const shortened = layout.mayCut ? shorten(measured, { columns: screen.columns, hasHeader }) : measured;
  return widthOf(shortened) <= screen.columns ? tableOf(shortened, layout) : blocksOf(measured, layout);
}

interface Measured<Item> {
  readonly column: Column<Item>;
  readonly cells: readonly string[];
  readonly width: number;
}

const GAP = 2;
/** `FL401 +2`: less than this says nothing. */
const NARROWEST = 8;

function measure<Item>(column: Column<Item>, { items, screen, hasHeader }: ListLayout<Item>): Measured<Item> {
  const cells = items.map((item) => cellOf(column, { item, screen }));
  const width = cells.reduce((widest, cell) => Math.max(widest, screen.widthOf(cell)), hasHeader ? column.header.length : 0);
  return { column, cells, width };
}

function cellOf<Item>(column: Column<Item>, { item, screen }: { readonly item: Item; readonly screen: Screen }): string {
  const value = column.value(item);
  return printable(column.text?.(item, screen) ?? (value === null ? '-' : String(value)));
}

function widthOf(measured: readonly { readonly width: number }[]): number {
  return measured.reduce((total, { width }) => total + width + GAP, -GAP);
}

function extrasFor<Item>(measured: readonly Measured<Item>[], layout: ListLayout<Item>): readonly Measured<Item>[] {
  const extras: Measured<Item>[] = [];
  for (const column of layout.extraColumns) {
    const next = measure(column, layout);
    if (widthOf([...measured, ...extras, next]) > layout.screen.columns) break;
    extras.push(next);
  }
  return extras;
}

/** Takes from the widest column that may be cut, a cell at a time, until the table fits or no column can give more. */
function shorten<Item>(
  measured: readonly Measured<Item>[],
  room: { readonly columns: number; readonly hasHeader: boolean },
): readonly Measured<Item>[] {
  const widths = measured.map(({ width }) => width);
  const least = measured.map(({ column, width }) =>
    column.cut === undefined ? width : Math.min(width, Math.max(NARROWEST, room.hasHeader ? column.header.length : 0)),
  );
  let excess = widthOf(measured) - room.columns;
  for (; excess > 0; excess -= 1) {
    const slack = widths.map((width, position) => (width > (least[position] ?? 0) ? width : 0));
    const widest = slack.indexOf(Math.max(...slack));
    if (slack[widest] === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return measured.map((each, position) => ({ ...each, width: widths[position] ?? each.width }));
}

function tableOf<Item>(measured: readonly Measured<Item>[], { items, screen, hasHeader }: ListLayout<Item>): string {
  const rows = items.map((item, row) =>
    measured.map(({ column, cells, width }) => {
      const cell = cells[row] ?? '';
      return paintCell(screen.widthOf(cell) <= width ? cell : shortenCell(cell, { column, width, screen }), { column, item, screen });
    }),
  );
  return renderTable({ columns: measured.map(({ column }) => column), rows, screen, hasHeader });
}

/** An item below the other, one fact a line: what `-o wide` is on a terminal that cannot hold its table. */
function blocksOf<Item>(measured: readonly Measured<Item>[], { items, screen }: ListLayout<Item>): string {
  const labelWidth = Math.max(...measured.map(({ column }) => column.header.length));
  const blocks = items.map((item, row) =>
    measured
      .map(({ column, cells }) => {
        const first = screen.paint('bold', `${column.header.padEnd(labelWidth)}  `);
        return `${wrap(paintCell(cells[row] ?? '', { column, item, screen }), { first, screen }).trimEnd()}\n`;
      })
      .join(''),
  );
  return blocks.join('\n');
}

function shortenCell<Item>(
  cell: string,
  { column, width, screen }: { readonly column: Column<Item>; readonly width: number; readonly screen: Screen },
): string {
  return column.cut === 'words' ? cutWords(cell, width) : cut(cell, { width, screen });
}

/** `FL401 FL420 +3`: as many words as fit, and how many more there are. */
function cutWords(cell: string, width: number): string {
  const words = cell.split(' ');
  for (let kept = words.length - 1; kept > 0; kept -= 1) {
    const text = `${words.slice(0, kept).join(' ')} +${words.length - kept}`;
    if (text.length <= width) return text;
  }
  return `+${words.length}`;
}

function paintCell<Item>(
  text: string,
  { column, item, screen }: { readonly column: Column<Item>; readonly item: Item; readonly screen: Screen },
): string {
  const style = column.style?.(item) ?? null;
  return style === null ? text : screen.paint(style, text);
}
