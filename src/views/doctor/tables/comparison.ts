import { printable } from '../../printable.ts';
import type { Screen } from '../../screen.ts';
import { renderTable } from '../../table.ts';
import { cut } from '../../wrap.ts';

export interface ComparisonColumn {
  readonly header: string;
  /** Shown only where the whole table fits with it. */
  readonly isExtra?: boolean;
}

/** What the sources say, side by side: a row a thing, a column a source. */
export interface Comparison {
  readonly title: string;
  readonly columns: readonly ComparisonColumn[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = 2;
/** A column that was cut below this would say nothing. */
const NARROWEST = 10;

/** The table as wide as the screen lets it be: extra columns where there is room, long cells cut where there is none. */
export function renderComparison({ title, columns, rows }: Comparison, screen: Screen): string {
  const safe = rows.map((row) => row.map(printable));
  const all = { columns, rows: safe };
  const table = fit(widthOf(all, screen) <= screen.columns ? all : withoutExtras(all), screen);
  return `${screen.paint('bold', title)}\n${renderTable({ ...table, screen })}`;
}

type Table = Pick<Comparison, 'columns' | 'rows'>;

function withoutExtras({ columns, rows }: Table): Table {
  const isKept = (_: unknown, position: number): boolean => columns[position]?.isExtra !== true;
  return { columns: columns.filter(isKept), rows: rows.map((row) => row.filter(isKept)) };
}

/** Cuts the widest column until the table fits, the names of the rows last; the findings hold the full text. */
function fit(table: Table, screen: Screen): Table {
  const widths = [...widthsOf(table, screen)];
  for (let excess = sum(widths) - screen.columns; excess > 0; excess -= 1) {
    const [name = 0, ...others] = widths;
    const widest = Math.max(...others);
    if (widest > NARROWEST) widths[widths.lastIndexOf(widest)] = widest - 1;
    else if (name > NARROWEST) widths[0] = name - 1;
    else break;
  }
  return { ...table, rows: table.rows.map((row) => row.map((cell, position) => cut(cell, { width: widths[position] ?? 0, screen }))) };
}

function widthOf(table: Table, screen: Screen): number {
  return sum(widthsOf(table, screen));
}

function widthsOf({ columns, rows }: Table, screen: Screen): readonly number[] {
  return columns.map(({ header }, at) => rows.reduce((widest, row) => Math.max(widest, screen.widthOf(row[at] ?? '')), header.length));
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width + GAP, -GAP);
}
