import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderTable } from '../../src/views/table.ts';
import { screen } from '../support/screen.ts';

const COLUMNS = [{ header: 'NAME' }, { header: 'PRICE', alignsRight: true }, { header: 'ZONE' }];

test('sets columns two spaces apart, as wide as their widest cell, and leaves no trailing blanks', () => {
  const rows = [
    ['web-01', '$0.01', 'ap-south-1a'],
    ['a-longer-name', '$10.5', '-'],
  ];

  const text = renderTable({ columns: COLUMNS, rows, screen: screen() });

  expect(text).toMatchInlineSnapshot(`
    "NAME           PRICE  ZONE
    web-01         $0.01  ap-south-1a
    a-longer-name  $10.5  -
    "
  `);
});

test('takes no place for headers that are not shown', () => {
  expect(renderTable({ columns: COLUMNS, rows: [['a', '1', 'b']], screen: screen(), hasHeader: false })).toBe('a  1  b\n');
});

test('keeps columns straight under Chinese names and emoji', () => {
  const rows = [
    ['数据库', '1', 'end'],
    ['🚀 web', '22', 'end'],
    ['⚡', '3', 'end'],
    ['plain', '4', 'end'],
  ];

  const text = renderTable({ columns: COLUMNS, rows, screen: screen({ widthOf: stringWidth }) });

  expect(text).toMatchInlineSnapshot(`
    "NAME    PRICE  ZONE
    数据库      1  end
    🚀 web     22  end
    ⚡          3  end
    plain       4  end
    "
  `);
});

test('does not count colour as width', () => {
  const rows = [
    ['\u001b[32mok\u001b[39m', '1', 'x'],
    ['plain', '2', 'y'],
  ];

  const text = renderTable({ columns: COLUMNS, rows, screen: screen({ widthOf: stringWidth }), hasHeader: false });

  expect(text).toBe('\u001b[32mok\u001b[39m     1  x\nplain  2  y\n');
});

test('begins every column in the same cell of every row', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '世', '🚀', '-'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (cells) => {
      const rows = cells.map(([first, second]) => [first, second, '|']);
      const columns = [{ header: '' }, { header: '' }, { header: '' }];

      const lines = renderTable({ columns, rows, screen: screen({ widthOf: stringWidth }), hasHeader: false })
        .trimEnd()
        .split('\n');

      const widths = lines.map((line) => stringWidth(line));
      expect(new Set(widths).size).toBe(1);
      expect(lines).toHaveLength(rows.length);
    }),
  );
});
