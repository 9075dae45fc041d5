import type { Screen } from '../screen.ts';
import type { Sorting } from './dashboard-state.ts';
import { selectRows } from './select-rows.ts';
import { type DashboardColumn, tableLines } from './table-lines.ts';

/** One of the dashboard's tables, whatever its rows are. */
export interface PreparedTable {
  readonly count: number;
  /** Names of the columns, to sort by. */
  readonly columns: readonly string[];
  select(by: { readonly filter: string; readonly sorting: Sorting; readonly screen: Screen }): SelectedTable;
}

/** The rows in sight of the filter, in the chosen order. */
export interface SelectedTable {
  /** What tells each row from the others. */
  readonly keys: readonly string[];
  /** The instance each row is about; `null` where it is about none. */
  readonly instanceIds: readonly (string | null)[];
  lines(at: { readonly cursor: number; readonly height: number; readonly screen: Screen }): readonly string[];
  /** More on the row under the cursor; empty where its cells say all. */
  detail(at: { readonly cursor: number; readonly screen: Screen }): readonly string[];
}

export function prepareTable<Row>(table: {
  readonly rows: readonly Row[];
  readonly columns: readonly DashboardColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly instanceIdOf: (row: Row) => string | null;
  readonly detailOf: (row: Row, screen: Screen) => readonly string[];
}): PreparedTable {
  const { columns } = table;
  return {
    count: table.rows.length,
    columns: columns.map(({ name }) => name),
    select: ({ filter, sorting, screen }) => {
      const rows = selectRows(table.rows, { columns, filter, sorting, screen });
      return {
        keys: rows.map(table.keyOf),
        instanceIds: rows.map(table.instanceIdOf),
        lines: (at) => tableLines({ columns, rows, ...at }),
        detail: ({ cursor, screen: shownOn }) => {
          const row = rows[cursor];
          return row === undefined ? [] : table.detailOf(row, shownOn);
        },
      };
    },
  };
}
