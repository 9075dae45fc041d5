import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { CellValue, Column, Items, ListView } from '../../views/list.ts';
import { printable, printableJson } from '../../views/printable.ts';
import type { Screen } from '../../views/screen.ts';
import { renderTable } from '../../views/table.ts';
import { type Presentation, screenFor } from './presentation.ts';
import { renderJson, renderYaml } from './print-document.ts';

/** The list as text for stdout, in the format, columns and order of this run: in pieces, where a format has rows of their own. */
export async function listPieces<Item>(view: ListView<Item>, presentation: Presentation): Promise<Iterable<string>> {
  const items = sortItems(view, presentation.sort);
  const format = presentation.format ?? (presentation.isTerminal ? 'table' : 'tsv');
  const columns =
    presentation.columns === null ? defaultColumns(view, format !== 'table') : presentation.columns.map((name) => columnNamed(view, name));
  switch (format) {
    case 'json':
      return jsonPieces(view.kind, items);
    case 'yaml':
      return [await renderYaml(view.kind, { items: [...items] })];
    case 'name':
      return rowPieces(items, (item) => `${printable(view.id(item))}\n`);
    case 'tsv':
      return rowPieces(items, (item) => `${columns.map((column) => printable(plain(column.value(item)))).join('\t')}\n`);
    case 'csv':
      return await csvPieces({ items, columns, hasHeader: presentation.hasHeader });
    case 'table':
    case 'wide':
      return [await renderRows({ items: [...items], columns, presentation })];
    default:
      return format satisfies never;
  }
}

const ROWS_PER_PIECE = 256;

function* batchesOf<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < ROWS_PER_PIECE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* rowPieces<Item>(items: Iterable<Item>, row: (item: Item) => string): Generator<string> {
  for (const batch of batchesOf(items)) yield batch.map(row).join('');
}

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}

function defaultColumns<Item>(view: ListView<Item>, includesWide: boolean): readonly Column<Item>[] {
  return view.columns.filter((column) => includesWide || column.isWide !== true);
}

function columnNamed<Item>(view: ListView<Item>, name: string): Column<Item> {
  const found = view.columns.find(
    (column) => column.name.toLowerCase() === name.toLowerCase() || column.header.toLowerCase() === name.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw new SpotctlError({
    code: 'USAGE',
    message: `There is no column "${name}".`,
    hint: `Choose from: ${view.columns.map((column) => column.name).join(', ')}.`,
  });
}

/** Unknown values last, whichever the direction; equal ones in the order they came in. */
function sortItems<Item>(view: ListView<Item>, sort: string | null): Items<Item> {
  if (sort === null) return view.items;
  const isDescending = sort.startsWith('-');
  const column = columnNamed(view, isDescending ? sort.slice(1) : sort);
  const direction = isDescending ? -1 : 1;
  const isUnknown = (item: Item): boolean => column.value(item) === null;
  const items = [...view.items];
  const known = items.filter((item) => !isUnknown(item));
  const ordered = known.toSorted((left, right) => direction * compareValues(column.value(left), column.value(right)));
  return [...ordered, ...items.filter(isUnknown)];
}

/** Numbers by size, everything else by its text. */
function compareValues(left: CellValue, right: CellValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

async function csvPieces<Item>(input: {
  readonly items: Iterable<Item>;
  readonly columns: readonly Column<Item>[];
  readonly hasHeader: boolean;
}): Promise<Iterable<string>> {
  const { stringify } = await import('csv-stringify/sync');
  const { columns, hasHeader, items } = input;
  const rowsOf = (rows: readonly (readonly string[])[]): string => stringify([...rows], { quoted: true, escape_formulas: true });
  return (function* pieces() {
    if (hasHeader) yield rowsOf([columns.map((column) => column.name)]);
    for (const batch of batchesOf(items)) {
      yield rowsOf(batch.map((item) => columns.map((column) => printable(plain(column.value(item))))));
    }
  })();
}

/** The text that `renderJson` would make of all items at once. */
function* jsonPieces<Item>(kind: string, items: Items<Item>): Generator<string> {
  const whole = renderJson(kind, { items: [] });
  const [head = '', tail = ''] = whole.split('[]');
  let separator = `${head}[\n`;
  for (const batch of batchesOf(items)) {
    yield separator + printableJson(jsonItems(batch));
    separator = ',\n';
  }
  yield items.length === 0 ? whole : `\n  ]${tail}`;
}

/** The lines between the brackets of `items`. */
function jsonItems(batch: readonly unknown[]): string {
  return JSON.stringify({ items: batch }, null, 2).slice('{\n  "items": [\n'.length, -'\n  ]\n}'.length);
}

async function renderRows<Item>(input: {
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly presentation: Presentation;
}): Promise<string> {
  const { items, columns, presentation } = input;
  if (items.length === 0) return '';
  const screen = await screenFor(presentation, JSON.stringify(items));
  const rows = items.map((item) => columns.map((column) => renderCell(column, { item, screen })));
  return renderTable({ columns, rows, screen, hasHeader: presentation.hasHeader });
}

function renderCell<Item>(column: Column<Item>, { item, screen }: { readonly item: Item; readonly screen: Screen }): string {
  const value = column.value(item);
  const text = printable(column.text?.(item, screen) ?? (value === null ? '-' : String(value)));
  const style = column.style?.(item) ?? null;
  return style === null ? text : screen.paint(style, text);
}
