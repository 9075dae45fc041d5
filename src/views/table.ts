import type { Screen } from './screen.ts';
import { wrap } from './wrap.ts';

export interface TableColumn {
  readonly header: string;
  readonly alignsRight?: boolean;
}

/** Rows under their headers, columns two spaces apart and as wide as their widest cell. Cells may carry colour. */
export function renderTable(input: {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly screen: Screen;
  readonly hasHeader?: boolean;
}): string {
  const { columns, rows, screen } = input;
  const hasHeader = input.hasHeader ?? true;
  const widths = columns.map((column, position) =>
    rows.reduce((widest, row) => Math.max(widest, screen.widthOf(row[position] ?? '')), hasHeader ? column.header.length : 0),
  );
  const line = (cells: readonly string[]): string => {
    const padded = columns.map((column, position) => {
      const cell = cells[position] ?? '';
      const space = ' '.repeat(Math.max(0, (widths[position] ?? 0) - screen.widthOf(cell)));
      return column.alignsRight === true ? space + cell : cell + space;
    });
    return padded.join('  ').trimEnd();
  };
  const header = hasHeader ? [screen.paint('bold', line(columns.map((column) => column.header)))] : [];
  return [...header, ...rows.map(line)].map((text) => `${text}\n`).join('');
}

/** A table whose last column is prose: on a terminal it goes on below itself where the line ends. */
export function lastColumnWrapped(input: {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly screen: Screen;
}): string {
  const { headers, rows, screen } = input;
  const before = headers.slice(0, -1);
  const widths = before.map((header, position) =>
    rows.reduce((widest, row) => Math.max(widest, screen.widthOf(row[position] ?? '')), header.length),
  );
  const room = screen.isTerminal ? screen : { ...screen, columns: Number.MAX_SAFE_INTEGER };
  const line = (cells: readonly string[]): string => {
    const first = widths.map((width, position) => `${pad(cells[position] ?? '', { width, screen })}  `).join('');
    return wrap(cells[before.length] ?? '', { first, screen: room });
  };
  return [screen.paint('bold', line(headers).trimEnd()), '\n', ...rows.map(line)].join('');
}

function pad(text: string, { width, screen }: { readonly width: number; readonly screen: Screen }): string {
  return text + ' '.repeat(Math.max(0, width - screen.widthOf(text)));
}
