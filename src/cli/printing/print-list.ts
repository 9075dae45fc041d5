import { fitList } from '../../views/fit-list.ts';
import type { CellValue, Column, Items, ListView } from '../../views/list.ts';
import { printable, printableJson } from '../../views/printable.ts';
import { columnNamed } from './column-named.ts';
import { type OutputFormat, type Presentation, screenFor } from './presentation.ts';
import { API_VERSION, renderJson, yamlRenderer } from './print-document.ts';

/** The list as text for stdout, in the format and columns of this run: in pieces, where a format has rows of their own. */
export async function listPieces<Item>(view: ListView<Item>, presentation: Presentation): Promise<Iterable<string>> {
  const { items } = view;
  const format = presentation.format ?? (presentation.isTerminal ? 'table' : 'tsv');
  const columns = columnsOf(view, { presentation, format });
  switch (format) {
    case 'json':
      return jsonPieces(view.kind, items);
    case 'yaml':
      return await yamlPieces(view.kind, items);
    case 'name':
      return rowPieces(items, (item) => `${printable(view.id(item))}\n`);
    case 'tsv':
      return rowPieces(items, (item) => `${columns.map((column) => printable(plain(column.value(item)))).join('\t')}\n`);
    case 'csv':
      return await csvPieces({ items, columns, hasHeader: presentation.hasHeader });
    case 'table':
    case 'wide':
      return [await renderRows({ view, columns, format, presentation })];
    default:
      return format satisfies never;
  }
}

const ROWS_PER_PIECE = 128;

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

/** Those that were named; else all in a wide table and for a machine, and what an operator reads first in a table. */
function columnsOf<Item>(
  view: ListView<Item>,
  { presentation, format }: { readonly presentation: Presentation; readonly format: OutputFormat },
): readonly Column<Item>[] {
  if (presentation.columns !== null) return presentation.columns.map((name) => columnNamed(view, name));
  return view.columns.filter((column) => format !== 'table' || column.isWide !== true);
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

/** The text that `renderYaml` would make of all items at once. */
async function yamlPieces<Item>(kind: string, items: Items<Item>): Promise<Iterable<string>> {
  const render = await yamlRenderer();
  if (items.length === 0) return [render({ apiVersion: API_VERSION, kind, items: [] })];
  return (function* pieces() {
    yield `${render({ apiVersion: API_VERSION, kind })}items:\n`;
    for (const batch of batchesOf(items)) yield render({ items: batch }).slice('items:\n'.length);
  })();
}

/** As a table; where nobody chose the columns, with those that a wide terminal has room for, or with cells cut on a narrow one. */
async function renderRows<Item>(input: {
  readonly view: ListView<Item>;
  readonly columns: readonly Column<Item>[];
  readonly format: OutputFormat;
  readonly presentation: Presentation;
}): Promise<string> {
  const { view, columns, format, presentation } = input;
  const mayChoose = format === 'table' && presentation.columns === null;
  const items = [...view.items];
  const extraColumns = mayChoose ? view.columns.filter((column) => column.isWide === true) : [];
  const screen = await screenFor(presentation, JSON.stringify(items));
  return fitList({ items, columns, extraColumns, mayCut: mayChoose, hasHeader: presentation.hasHeader, screen });
}
