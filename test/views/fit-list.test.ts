import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fitList, type ListLayout } from '../../src/views/fit-list.ts';
import type { Column } from '../../src/views/list.ts';
import { screen } from '../support/screen.ts';

interface Row {
  readonly id: string;
  readonly agent: string;
  readonly findings: string;
  readonly zone: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: 'id', header: 'INSTANCE', value: ({ id }) => id },
  { name: 'agent', header: 'AGENT', cut: 'characters', value: ({ agent }) => agent },
  { name: 'findings', header: 'FINDINGS', cut: 'words', value: ({ findings }) => findings },
];
const ZONE: Column<Row> = { name: 'zone', header: 'ZONE', value: ({ zone }) => zone };

const ROW: Row = { id: 'i-029c1999a147722de', agent: 'a-name-of-some-length', findings: 'FL401 FL418 FL420', zone: 'ap-south-1a' };

function fit(columns: number, facts: Partial<ListLayout<Row>> = {}): string {
  const fitted = screen({ columns, widthOf: stringWidth });
  return fitList({ items: [ROW], columns: COLUMNS, extraColumns: [ZONE], mayCut: true, hasHeader: true, screen: fitted, ...facts });
}

describe('a list on a terminal', () => {
  test('has further columns where there is room', () => {
    expect(fit(80)).toMatchInlineSnapshot(`
      "INSTANCE             AGENT                  FINDINGS           ZONE
      i-029c1999a147722de  a-name-of-some-length  FL401 FL418 FL420  ap-south-1a
      "
    `);
  });

  test('is cut where names are long, and says how many words are left out; an id stays whole', () => {
    expect(fit(50)).toMatchInlineSnapshot(`
      "INSTANCE             AGENT          FINDINGS
      i-029c1999a147722de  a-name-of-so…  FL401 FL418 +1
      "
    `);
  });

  test('is a block an item where no table fits, or where nothing may be cut', () => {
    const blocks = `INSTANCE  i-029c1999a147722de
AGENT     a-name-of-some-length
FINDINGS  FL401 FL418 FL420
`;

    expect(fit(30)).toBe(blocks);
    expect(fit(30, { items: [ROW, ROW] })).toBe(`${blocks}\n${blocks}`);
    expect(fit(50, { mayCut: false }).split('\n')[0]).toBe('INSTANCE  i-029c1999a147722de');
  });

  test('never goes past the last column, whatever is in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '世', '🚀', '-', ' ', '👩‍👩‍👧', 'e\u0301'), maxLength: 60 });
    const row = fc.record({
      id: fc.constant(ROW.id),
      agent: cell,
      findings: fc.constantFrom('', 'FL401', 'FL401 FL402 FL403 FL404'),
      zone: cell,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), fc.constantFrom(80, 200), (items, columns) => {
        const lines = fit(columns, { items }).trimEnd().split('\n');

        expect(lines).toHaveLength(items.length + 1);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

test('a list that is piped is neither cut nor widened', () => {
  const text = fit(30, { screen: screen({ columns: 30, isTerminal: false }) });

  expect(text.split('\n')[1]).toBe('i-029c1999a147722de  a-name-of-some-length  FL401 FL418 FL420');
});
