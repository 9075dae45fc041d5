import type { CellValue } from '../list.ts';
import { printable } from '../printable.ts';
import type { Screen, Style } from '../screen.ts';
import { cut } from '../wrap.ts';

/** A column of the dashboard: as wide as it says, so that nothing jumps while rows come and go. */
export interface DashboardColumn<Row> {
  readonly name: string;
  readonly header: string;
  readonly width: number;
  /** What it is sorted by. */
  readonly value: (row: Row) => CellValue;
  readonly text: (row: Row, screen: Screen) => string;
  readonly style?: (row: Row) => Style | null;
  readonly alignsRight?: boolean;
  /** Left out on screens narrower than this. */
  readonly fromColumns?: number;
}

export interface DashboardTable<Row> {
  readonly columns: readonly DashboardColumn<Row>[];
  readonly rows: readonly Row[];
  /** Position of the chosen row. */
  readonly cursor: number;
  /** Lines the table may take, its header among them. */
  readonly height: number;
  readonly screen: Screen;
}

/** Header and the rows around the cursor: only what fits is made, so that 5,000 rows cost what 20 do. */
export function tableLines<Row>({ columns, rows, cursor, height, screen }: DashboardTable<Row>): readonly string[] {
  const shown = columns.filter(({ fromColumns }) => fromColumns === undefined || screen.columns >= fromColumns);
  const header = screen.paint('bold', `  ${shown.map((column) => fitted(column.header, { column, screen })).join(' ')}`.trimEnd());
  const first = firstInSight({ cursor, count: rows.length, room: height - 1 });
  const lines = rows.slice(first, first + height - 1).map((row, position) => {
    const isChosen = first + position === cursor;
    const cells = shown.map((column) => cellOf(row, { column, screen: isChosen ? plain(screen) : screen }));
    const line = `${isChosen ? '›' : ' '} ${cells.join(' ')}`.trimEnd();
    return isChosen ? screen.paint('bold', line) : line;
  });
  return [header, ...lines];
}

/** The first row of the window that holds the cursor in its middle, as far as there are rows above and below. */
export function firstInSight({ cursor, count, room }: { readonly cursor: number; readonly count: number; readonly room: number }): number {
  return Math.max(0, Math.min(cursor - Math.floor(room / 2), count - room));
}

function cellOf<Row>(row: Row, { column, screen }: { readonly column: DashboardColumn<Row>; readonly screen: Screen }): string {
  const text = fitted(printable(column.text(row, screen)), { column, screen });
  const style = column.style?.(row) ?? null;
  return style === null ? text : screen.paint(style, text);
}

function fitted<Row>(
  text: string,
  { column, screen }: { readonly column: Pick<DashboardColumn<Row>, 'width' | 'alignsRight'>; readonly screen: Screen },
): string {
  const kept = cut(text, { width: column.width, screen });
  const space = ' '.repeat(Math.max(0, column.width - screen.widthOf(kept)));
  return column.alignsRight === true ? space + kept : kept + space;
}

/** The chosen row is one colour, so that it stands out from coloured cells. */
function plain(screen: Screen): Screen {
  return { ...screen, paint: (_style, text) => text };
}
