import { describe, expect, test } from 'vitest';
import { type Look, watchFrame } from '../../../src/cli/watching/watch-frame.ts';
import { changesTeller } from '../../../src/cli/watching/tell-changes.ts';
import { NOW } from '../../support/builders.ts';
import { presentation } from '../../support/screen.ts';

interface Pet {
  readonly id: string;
}

const SILENT = { source: 'EC2 in ap-south-1', why: 'EC2 did not answer.', code: 'AWS_UNREACHABLE', seenAt: '2026-11-23T11:59:35.000Z' };

function look(count: number, facts: Partial<Look<Pet>> = {}): Look<Pet> {
  const view = {
    kind: 'PetList',
    items: Array.from({ length: count }, (_, number) => ({ id: `p-${number}` })),
    columns: [{ name: 'id', header: 'PET', value: ({ id }: Pet) => id }],
    id: ({ id }: Pet) => id,
    whenEmpty: 'No pets.',
    totals: () => `${count} pets.`,
  };
  return { view, stale: [], unseen: [], ...facts };
}

async function frame(shown: Look<Pet>, rows = 24): Promise<string> {
  return await watchFrame(shown, { title: 'spotctl pets', intervalMs: 5_000, rows, presentation: presentation({ isTerminal: true }) });
}

describe('the screen of a watch', () => {
  test('says what is watched, how often and when last; then the list and its totals', async () => {
    expect(await frame(look(2))).toMatchInlineSnapshot(`
      "spotctl pets  every 5s, last at 12:00:00Z; Ctrl-C ends it

      PET
      p-0
      p-1
      2 pets.
      "
    `);
  });

  test('says of a silent source how old its facts are, and of one never heard that they are unknown', async () => {
    const text = await frame(look(0, { stale: [SILENT, { ...SILENT, source: 'database', seenAt: null }] }));

    expect(text).toMatchInlineSnapshot(`
      "spotctl pets  every 5s, last at 12:00:00Z; Ctrl-C ends it

      No pets.
      ! EC2 in ap-south-1: EC2 did not answer. Shown as it was 25s ago.
      (AWS_UNREACHABLE)
      ! database: EC2 did not answer. Its facts are unknown here. (AWS_UNREACHABLE)
      "
    `);
  });

  test('is never taller than the terminal, and says what is left out', async () => {
    const text = await frame(look(100, { stale: [SILENT] }), 12);

    expect(text.trimEnd().split('\n')).toHaveLength(12);
    expect(text).toContain('… 95 more lines: a taller terminal, or --filter\n100 pets.\n! EC2');
  });
});

describe('the changes of a watch', () => {
  function told(...looks: readonly Look<Pet>[]): readonly object[] {
    const tell = changesTeller<Pet>();
    return looks.map((one) => tell(one, NOW)).flatMap((lines) => lines.map((line): object => JSON.parse(line)));
  }

  test('are a line each, the first look all added, and nothing where nothing changed', () => {
    const head = { apiVersion: 'spotctl/v1', kind: 'PetListChange', at: NOW };

    expect(told(look(1), look(1), look(0))).toEqual([
      { ...head, change: 'added', id: 'p-0', item: { id: 'p-0' } },
      { ...head, change: 'gone', id: 'p-0', item: { id: 'p-0' } },
    ]);
  });

  test('name a source once as it falls silent, and once as it is back', () => {
    const silent = look(0, { stale: [SILENT] });

    expect(told(silent, silent, silent, look(0))).toMatchObject([
      { change: 'stale', source: 'EC2 in ap-south-1', code: 'AWS_UNREACHABLE', seenAt: SILENT.seenAt },
      { change: 'fresh', source: 'EC2 in ap-south-1' },
    ]);
  });
});
