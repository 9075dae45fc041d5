import type { Screen } from './screen.ts';

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
