import { describe, expect, test } from 'vitest';
import { listChanges } from '../../../src/views/lists/list-changes.ts';
import type { ListView } from '../../../src/views/list.ts';

interface Machine {
  readonly id: string;
  readonly status: string;
  readonly aws: { readonly state: string; readonly tags: Readonly<Record<string, string>> } | null;
  readonly wastedCost: number;
}

const running: Machine = { id: 'i-1', status: 'zombie', aws: { state: 'running', tags: { Name: 'a' } }, wastedCost: 1 };

function changes(before: readonly Machine[], after: readonly Machine[]) {
  const view: ListView<Machine> = {
    kind: 'MachineList',
    items: after,
    columns: [],
    id: ({ id }) => id,
    driftingFields: ['wastedCost'],
    whenEmpty: '',
  };
  return listChanges(view, before);
}

describe('between two looks at a list', () => {
  test('an item is added, or gone with what it was last', () => {
    const other = { ...running, id: 'i-2' };

    expect(changes([running], [other])).toEqual([
      { change: 'added', id: 'i-2', item: other },
      { change: 'gone', id: 'i-1', item: running },
    ]);
  });

  test('an item has changed in the fields that are named, those of EC2 one by one', () => {
    const now = { ...running, status: 'terminated', aws: { state: 'shutting-down', tags: { Name: 'b' } } };

    expect(changes([running], [now])).toEqual([
      {
        change: 'changed',
        id: 'i-1',
        fields: {
          status: { from: 'zombie', to: 'terminated' },
          'aws.state': { from: 'running', to: 'shutting-down' },
          'aws.tags': { from: { Name: 'a' }, to: { Name: 'b' } },
        },
        item: now,
      },
    ]);
  });

  test('a cost that only goes on is no news, nor is another order', () => {
    const other = { ...running, id: 'i-2' };

    expect(changes([running, other], [other, { ...running, wastedCost: 2 }])).toEqual([]);
  });

  test('a part that was unknown is told with what it was not', () => {
    expect(changes([{ ...running, aws: null }], [running])).toMatchObject([
      { change: 'changed', fields: { 'aws.state': { from: null, to: 'running' } } },
    ]);
  });
});
