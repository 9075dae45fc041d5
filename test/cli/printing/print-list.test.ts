import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Presentation } from '../../../src/cli/printing/presentation.ts';
import { listPieces } from '../../../src/cli/printing/print-list.ts';
import { renderJson, renderYaml } from '../../../src/cli/printing/print-document.ts';
import { itemsFrom, type ListView } from '../../../src/views/list.ts';
import { renderList } from '../../support/render-list.ts';
import { presentation } from '../../support/screen.ts';

interface Pet {
  readonly id: string;
  readonly name: string | null;
  readonly price: number | null;
}

function pets(items: readonly Pet[]): ListView<Pet> {
  return {
    kind: 'PetList',
    items,
    id: ({ id }) => id,
    whenEmpty: 'No pets.',
    columns: [
      { name: 'id', header: 'PET', value: ({ id }) => id },
      {
        name: 'price',
        header: '$/HOUR',
        alignsRight: true,
        value: ({ price }) => price,
        text: ({ price }) => (price === null ? '-' : `$${price.toFixed(2)}`),
      },
      { name: 'name', header: 'NAME', isWide: true, value: ({ name }) => name },
    ],
  };
}

const THREE: readonly Pet[] = [
  { id: 'p-2', name: 'Zoe', price: 10 },
  { id: 'p-1', name: null, price: 9.5 },
  { id: 'p-3', name: 'Ann', price: null },
];

async function render(items: readonly Pet[], facts: Partial<Presentation> = {}): Promise<string> {
  return await renderList(pets(items), presentation(facts));
}

async function order(sort: string, items: readonly Pet[] = THREE): Promise<string> {
  return (await render(items, { format: 'name', sort })).trim().split('\n').join(' ');
}

describe('formats of a list', () => {
  test('are a table on a terminal, with what an operator reads first', async () => {
    expect(await render(THREE, { isTerminal: true, width: 12 })).toBe('PET  $/HOUR\np-2  $10.00\np-1   $9.50\np-3       -\n');
  });

  test('are as many columns as a wide terminal has room for, and no more where it is piped', async () => {
    expect(await render(THREE.slice(0, 1), { isTerminal: true, width: 17 })).toBe('PET  $/HOUR  NAME\np-2  $10.00  Zoe\n');
    expect(await render(THREE.slice(0, 1), { isTerminal: true, width: 16 })).toBe('PET  $/HOUR\np-2  $10.00\n');
    expect(await render(THREE.slice(0, 1), { format: 'table', width: 200 })).toBe('PET  $/HOUR\np-2  $10.00\n');
  });

  test('are every column with -o wide', async () => {
    expect(await render(THREE, { format: 'wide', hasHeader: false })).toBe('p-2  $10.00  Zoe\np-1   $9.50  -\np-3       -  Ann\n');
  });

  test('are tab-separated values of every column where piped, without header, unknown ones empty', async () => {
    expect(await render(THREE)).toBe('p-2\t10\tZoe\np-1\t9.5\t\np-3\t\tAnn\n');
  });

  test('are one JSON document with the items themselves', async () => {
    expect(JSON.parse(await render(THREE, { format: 'json' }))).toEqual({ apiVersion: 'spotctl/v1', kind: 'PetList', items: THREE });
  });

  test('are the same document in YAML', async () => {
    expect(parseYaml(await render(THREE, { format: 'yaml' }))).toEqual({ apiVersion: 'spotctl/v1', kind: 'PetList', items: THREE });
  });

  test('are quoted CSV under the names of the columns, with or without header', async () => {
    expect(await render(THREE, { format: 'csv' })).toBe('"id","price","name"\n"p-2","10","Zoe"\n"p-1","9.5",\n"p-3",,"Ann"\n');
    expect(await render([], { format: 'csv', hasHeader: false })).toBe('');
  });

  test('are ids only, one a line, with -o name', async () => {
    expect(await render(THREE, { format: 'name' })).toBe('p-2\np-1\np-3\n');
  });
});

describe('a long list', () => {
  const many = Array.from({ length: 600 }, (_, number): Pet => ({ id: `p-${number}`, name: `\u009bé${number}`, price: number }));

  test('is the same JSON as its items at once', async () => {
    expect(await render(many, { format: 'json' })).toBe(renderJson('PetList', { items: many }));
  });

  test('is the same YAML as its items at once', async () => {
    expect(await render(many, { format: 'yaml' })).toBe(await renderYaml('PetList', { items: many }));
  });

  test('has one header and every row in CSV and tab-separated values', async () => {
    const csv = await render(many, { format: 'csv' });
    const tsv = await render(many);

    expect(csv.split('\n').slice(0, 2)).toEqual(['"id","price","name"', '"p-0","0","\\x9bé0"']);
    expect([csv, tsv].map((text) => text.trimEnd().split('\n').length)).toEqual([601, 600]);
  });

  test('makes each item only when it is shown', async () => {
    let made = 0;
    const items = itemsFrom(many, (pet) => {
      made += 1;
      return pet;
    });

    const pieces = await listPieces({ ...pets([]), items }, presentation({ format: 'tsv' }));
    const [first] = pieces;

    expect([first?.startsWith('p-0\t'), made < many.length]).toEqual([true, true]);
  });
});

describe('an empty list', () => {
  test('is an empty array in a document', async () => {
    expect(JSON.parse(await render([], { format: 'json' })).items).toEqual([]);
    expect(parseYaml(await render([], { format: 'yaml' })).items).toEqual([]);
  });

  test.each(['table', 'wide', 'tsv', 'name'] as const)('is nothing with -o %s', async (format) => {
    expect(await render([], { format, isTerminal: true })).toBe('');
  });
});

describe('columns', () => {
  test('are those that are named, in that order, by name or header in any case', async () => {
    expect(await render(THREE, { columns: ['NAME', 'id'] })).toBe('Zoe\tp-2\n\tp-1\nAnn\tp-3\n');
    expect(await render(THREE.slice(0, 1), { columns: ['name', 'pet'], format: 'table' })).toBe('NAME  PET\nZoe   p-2\n');
  });

  test.each(['json', 'table', 'csv', 'tsv'] as const)('that do not exist are refused with -o %s, naming the choices', async (format) => {
    await expect(render(THREE, { columns: ['id', 'colour'], format })).rejects.toMatchObject({
      code: 'USAGE',
      message: 'There is no column "colour".',
      hint: 'Choose from: id, price, name.',
    });
  });
});

describe('the order', () => {
  test('goes by size for numbers and by text for words', async () => {
    expect(await order('price')).toBe('p-1 p-2 p-3');
    expect(await order('id')).toBe('p-1 p-2 p-3');
  });

  test('puts what is unknown last in both directions', async () => {
    expect(await order('-price')).toBe('p-2 p-1 p-3');
    expect(await order('name')).toBe('p-3 p-2 p-1');
    expect(await order('-name')).toBe('p-2 p-3 p-1');
  });

  test('keeps equal ones in the order they came in, in both directions', async () => {
    const equal = THREE.map((pet) => ({ ...pet, price: 1 }));

    expect([await order('price', equal), await order('-price', equal)]).toEqual(['p-2 p-1 p-3', 'p-2 p-1 p-3']);
  });

  test('is that of the JSON items too', async () => {
    const { items } = JSON.parse(await render(THREE, { format: 'json', sort: '-id' }));

    expect(items.map(({ id }: Pet) => id)).toEqual(['p-3', 'p-2', 'p-1']);
  });

  test('takes a direction after the column too, and further columns for what is equal', async () => {
    const items = [
      { id: 'p-1', name: 'b', price: 1 },
      { id: 'p-2', name: 'a', price: 1 },
      { id: 'p-3', name: 'c', price: 2 },
    ];

    expect(await order('price:desc,name', items)).toBe('p-3 p-2 p-1');
    expect(await order('price,-name', items)).toBe('p-1 p-2 p-3');
    expect(await order('-price:desc', items)).toBe('p-1 p-2 p-3');
  });

  test('by a column that does not exist is refused', async () => {
    await expect(render(THREE, { sort: '-colour' })).rejects.toMatchObject({ code: 'USAGE', message: 'There is no column "colour".' });
  });
});

describe('text from outside', () => {
  const anyPet = fc.record({ id: fc.string({ unit: 'binary' }), name: fc.string({ unit: 'binary' }), price: fc.constant(1) });

  test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('never begins a CSV cell as a formula: %j', async (name) => {
    const [, row = ''] = (await render([{ id: 'p', name, price: null }], { format: 'csv', columns: ['id', 'name'] })).split('\n');

    expect(row).not.toMatch(/,"[=+@\-\t\r]/u);
  });

  test('stays in its cell and in its row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPet, { minLength: 1, maxLength: 5 }), async (items) => {
        const rows = (await render(items)).split('\n').slice(0, -1);

        expect(rows).toHaveLength(items.length);
        expect(rows.every((row) => row.split('\t').length === 3)).toBe(true);
      }),
    );
  });

  test('never steers the terminal, in no format', async () => {
    const formats = ['table', 'wide', 'json', 'yaml', 'csv', 'tsv', 'name'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(anyPet, { maxLength: 3 }), fc.constantFrom(...formats), async (items, format) => {
        const text = await render(items, { format });

        expect(text.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      }),
    );
  });

  test('keeps the columns of a table straight where it is Chinese or an emoji', async () => {
    const items = [
      { id: '数据', name: null, price: 1 },
      { id: '⚡', name: null, price: 1 },
      { id: 'abcd', name: null, price: 1 },
    ];

    expect(await render(items, { format: 'table', hasHeader: false })).toBe('数据  $1.00\n⚡    $1.00\nabcd  $1.00\n');
  });
});
