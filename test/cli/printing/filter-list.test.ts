import { describe, expect, test } from 'vitest';
import { keepMatching } from '../../../src/cli/printing/filter-list.ts';
import type { ListView } from '../../../src/views/list.ts';
import { NOW } from '../../support/builders.ts';

interface Machine {
  readonly id: string;
  readonly owner: string | null;
  readonly price: number | null;
  readonly since: string | null;
  readonly isOn: boolean;
}

const MACHINES: readonly Machine[] = [
  { id: 'a', owner: 'web-01', price: 0.5, since: '2026-11-23T11:00:00.000Z', isOn: true },
  { id: 'b', owner: 'Web-02', price: 10, since: '2026-11-20T12:00:00.000Z', isOn: false },
  { id: 'c', owner: null, price: null, since: null, isOn: false },
];

const view: ListView<Machine> = {
  kind: 'MachineList',
  items: MACHINES,
  id: ({ id }) => id,
  whenEmpty: '',
  columns: [
    { name: 'id', header: 'MACHINE', value: ({ id }) => id },
    { name: 'owner', header: 'OWNER', value: ({ owner }) => owner },
    { name: 'price', header: '$/HOUR', value: ({ price }) => price },
    { name: 'since', header: 'AGE', isMoment: true, value: ({ since }) => since },
    { name: 'isOn', header: 'ON', value: ({ isOn }) => isOn },
  ],
};

function kept(...filters: readonly string[]): string {
  return [...keepMatching(view, { filters, now: new Date(NOW) }).items].map(({ id }) => id).join('');
}

describe('a filter', () => {
  test.each([
    ['id=a', 'a'],
    ['machine=a,c', 'ac'],
    ['id!=a,c', 'b'],
    ['owner=', 'c'],
    ['owner!=', 'ab'],
    ['owner~WEB', 'ab'],
    ['owner!~web', 'c'],
    ['isOn=true', 'a'],
    ['price>0.5', 'b'],
    ['price>=0.5', 'ab'],
    ['$/hour < 9', 'a'],
    ['age>2h', 'b'],
    ['age<=1h', 'a'],
    ['since>=2026-11-23', 'a'],
    ['since=2026-11-20T12:00:00.000Z', 'b'],
  ])('%s keeps %s', (...[filter, ids]) => {
    expect(kept(filter)).toBe(ids);
  });

  test('has to fit together with every other', () => {
    expect(kept('isOn=false', 'price>1')).toBe('b');
    expect(kept()).toBe('abc');
  });

  test.each([
    ['colour=red', 'There is no column "colour".'],
    ['id', '"id" is no filter.'],
    ['=a', '"=a" is no filter.'],
    ['price>cheap', '"cheap" is no number, and price holds numbers.'],
    ['price>', '"" is no number, and price holds numbers.'],
    ['age>1hour', '"1hour" is not a duration.'],
  ])('%s is refused', (...[filter, message]) => {
    expect(() => kept(filter)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
