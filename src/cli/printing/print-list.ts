import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { CellValue, Column, ListView } from '../../views/list.ts';
import { printable } from '../../views/printable.ts';
import type { Screen } from '../../views/screen.ts';
import { renderTable } from '../../views/table.ts';
import { type Presentation, screenFor } from './presentation.ts';
import { renderJson, renderYaml } from './print-document.ts';

/** The list as text for stdout, in the format, columns and order of this run. */
export async function renderList<Item>(view: ListView<Item>, presentation: Presentation): Promise<string> {
  const items = sortItems(view, presentation.sort);
  const format = presentation.format ?? (presentation.isTerminal ? 'table' : 'tsv');
  const columns =
    presentation.columns === null ? defaultColumns(view, format !== 'table') : presentation.columns.map((name) => columnNamed(view, name));
  switch (format) {
    case 'json':
      return renderJson(view.kind, { items });
    case 'yaml':
      return await renderYaml(view.kind, { items });
    case 'name':
      return items.map((item) => `${printable(view.id(item))}\n`).join('');
    case 'tsv':
      return items.map((item) => `${columns.map((column) => printable(plain(column.value(item)))).join('\t')}\n`).join('');
    case 'csv':
      return await renderCsv({ items, columns, hasHeader: presentation.hasHeader });
    case 'table':
    case 'wide':
      return await renderRows({ items, columns, presentation });
    default:
      return format satisfies never;
  }
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
function sortItems<Item>(view: ListView<Item>, sort: string | null): readonly Item[] {
  if (sort === null) return view.items;
  const isDescending = sort.startsWith('-');
  const column = columnNamed(view, isDescending ? sort.slice(1) : sort);
  const direction = isDescending ? -1 : 1;
  const isUnknown = (item: Item): boolean => column.value(item) === null;
  const known = view.items.filter((item) => !isUnknown(item));
  const ordered = known.toSorted((left, right) => direction * compareValues(column.value(left), column.value(right)));
  return [...ordered, ...view.items.filter(isUnknown)];
}

/** Numbers by size, everything else by its text. */
function compareValues(left: CellValue, right: CellValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

async function renderCsv<Item>(input: {
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly hasHeader: boolean;
}): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const rows = input.items.map((item) => input.columns.map((column) => printable(plain(column.value(item)))));
  const header = input.hasHeader ? [input.columns.map((column) => column.name)] : [];
  return stringify([...header, ...rows], { quoted: true, escape_formulas: true });
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
