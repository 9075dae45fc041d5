import { describe, expect, test } from 'vitest';
import { selectRows } from '../../../src/views/dashboard/select-rows.ts';
import { type DashboardColumn, firstInSight, tableLines } from '../../../src/views/dashboard/table-lines.ts';
import { screen } from '../../support/screen.ts';

interface Row {
  readonly id: string;
  readonly cost: number | null;
}

const columns: readonly DashboardColumn<Row>[] = [
  { name: 'id', header: 'ID', width: 6, value: ({ id }) => id, text: ({ id }) => id },
  {
    name: 'cost',
    header: 'COST',
    width: 5,
    alignsRight: true,
    fromColumns: 40,
    value: ({ cost }) => cost,
    text: ({ cost }) => String(cost ?? '-'),
  },
];

const rows = Array.from({ length: 5_000 }, (_, position): Row => ({ id: `i-${position}`, cost: position % 7 === 0 ? null : position }));

describe('a table of the dashboard', () => {
  test('shows as many rows as fit around the chosen one', () => {
    const lines = tableLines({ columns, rows, cursor: 2_500, height: 6, screen: screen({ columns: 40 }) });

    expect(lines).toEqual(['  ID      COST', '  i-2498  2498', '  i-2499     -', '› i-2500  2500', '  i-2501  2501', '  i-2502  2502']);
  });

  test('leaves out columns that a narrow screen has no room for', () => {
    const lines = tableLines({ columns, rows, cursor: 0, height: 2, screen: screen({ columns: 39 }) });

    expect(lines).toEqual(['  ID', '› i-0']);
  });

  test('makes only the rows in sight', () => {
    const made: string[] = [];
    const counted = columns.map((column) => ({ ...column, text: (row: Row) => `${made.push(row.id)}` }));

    tableLines({ columns: counted, rows, cursor: 0, height: 20, screen: screen() });

    expect(new Set(made).size).toBe(19);
  });

  test('cuts a cell that is wider than its column, and makes it safe', () => {
    const odd = [{ id: 'a\u001b[2Jbcdefgh', cost: 1 }];

    const lines = tableLines({ columns, rows: odd, cursor: 1, height: 3, screen: screen() });

    expect(lines[1]).toBe('  a\\x1b…     1');
  });

  test('the window ends with the last row and begins with the first', () => {
    expect(firstInSight({ cursor: 0, count: 100, room: 10 })).toBe(0);
    expect(firstInSight({ cursor: 99, count: 100, room: 10 })).toBe(90);
    expect(firstInSight({ cursor: 1, count: 3, room: 10 })).toBe(0);
  });
});

describe('the rows in sight', () => {
  const by = { columns, filter: '', sorting: { column: null, isReversed: false }, screen: screen() };

  test('hold every word of the filter in some cell, in any case', () => {
    expect(selectRows(rows, { ...by, filter: 'I-49 499' }).map(({ id }) => id)).toContain('i-4990');
    expect(selectRows(rows, { ...by, filter: 'nothing' })).toEqual([]);
  });

  test('are in the order of a column, unknown ones last', () => {
    const few = [3, null, 1, 2].map((cost) => ({ id: `i-${cost}`, cost }));

    const sorted = selectRows(few, { ...by, sorting: { column: 'cost', isReversed: false } });

    expect(sorted.map(({ cost }) => cost)).toEqual([1, 2, 3, null]);
  });
});
