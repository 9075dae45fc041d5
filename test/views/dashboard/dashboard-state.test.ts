import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cursorWithin,
  type DashboardState,
  initialState,
  type Press,
  press,
  type Shown,
} from '../../../src/views/dashboard/dashboard-state.ts';

const shown: Shown = { ids: ['a', 'b', null, 'd'], keys: ['1', '2', '3', '4'], pageSize: 2, columns: ['id', 'cost'] };

/** Keys by name in brackets, anything else as typed: `j [enter]`. */
function after(keys: string, from: DashboardState = initialState): DashboardState {
  return keys.split(' ').reduce((state, word) => press(state, { press: pressed(word), shown }), from);
}

const NAMED: Readonly<Partial<Record<string, Press['key']>>> = {
  '[up]': 'up',
  '[down]': 'down',
  '[page-down]': 'page-down',
  '[end]': 'end',
  '[enter]': 'enter',
  '[escape]': 'escape',
  '[tab]': 'tab',
  '[backspace]': 'backspace',
};

function pressed(word: string): Press {
  const key = NAMED[word];
  return key === undefined ? { key: 'text', text: word } : { key, text: '' };
}

describe('keys of the dashboard', () => {
  test('arrows, pages and vi’s letters move within the rows', () => {
    expect(after('[down] j').cursor).toBe(2);
    expect(after('[page-down] [page-down] [down]').cursor).toBe(3);
    expect(after('G k g').cursor).toBe(0);
    expect(after('[up]').cursor).toBe(0);
  });

  test('Tab and digits turn to another table, from its top', () => {
    expect(after('j [tab]')).toMatchObject({ tab: 'agents', cursor: 0 });
    expect(after('3 [tab]')).toMatchObject({ tab: 'instances' });
  });

  test('Enter opens the instance a row is about, and Escape goes back', () => {
    expect(after('j [enter]').opened).toBe('b');
    expect(after('j j [enter]').opened).toBeNull();
    expect(after('j [enter] [escape]')).toMatchObject({ opened: null, cursor: 1 });
  });

  test('on an opened page the arrows scroll', () => {
    expect(after('[enter] [down] [page-down] [up]')).toMatchObject({ scroll: 2, cursor: 0 });
    expect(after('[enter] [up]').scroll).toBe(0);
  });

  test('what is typed after / filters, letters that are keys elsewhere among it', () => {
    expect(after('/ g j q [backspace]')).toMatchObject({ filter: 'gj', isTyping: true });
    expect(after('/ web [enter]')).toMatchObject({ filter: 'web', isTyping: false });
    expect(after('/ web [enter] [escape]').filter).toBe('');
  });

  test('s goes through the columns and back to trouble first, S turns the order round', () => {
    expect(after('s').sorting).toEqual({ column: 'id', isReversed: false });
    expect(after('s s').sorting.column).toBe('cost');
    expect(after('s s s').sorting.column).toBeNull();
    expect(after('s S').sorting).toEqual({ column: 'id', isReversed: true });
  });

  test('any key closes the help, and does nothing else', () => {
    expect(after('?').isHelpShown).toBe(true);
    expect(after('? j')).toEqual(initialState);
  });

  test('the chosen row stays chosen while others come and go', () => {
    const state = after('j j');

    expect(cursorWithin(state, ['new', '1', '2', '3', '4'])).toBe(3);
    expect(cursorWithin(state, ['3'])).toBe(0);
    expect(cursorWithin(state, ['1', '2'])).toBe(1);
    expect(cursorWithin(after('g', state), ['new', '1'])).toBe(0);
  });

  test('no run of keys brings the cursor to where there is no row', () => {
    const word = fc.constantFrom(...Object.keys(NAMED), 'j', 'k', 'g', 'G', 's', 'S', '/', '?', '1', '2', '3', 'x');

    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.nat({ max: 4 }), (keys, left) => {
        const state = after(keys.join(' '));
        const cursor = cursorWithin(state, shown.keys.slice(0, left));
        expect(state.cursor).toBeLessThan(shown.ids.length);
        expect(left === 0 ? cursor === 0 : cursor < left).toBe(true);
      }),
    );
  });
});
