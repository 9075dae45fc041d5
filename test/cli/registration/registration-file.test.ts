import { Readable } from 'node:stream';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRegistrationFile } from '../../../src/cli/registration/registration-file.ts';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { NO_OVERRIDES, type RegistrationWish } from '../../../src/domain/registration/registration-wish.ts';

const ONE = 'i-0f75d6fccfb53a938';
const TWO = 'i-029c1999a147722de';

async function read(content: string | Buffer, defaults: Partial<RegistrationWish> = {}): Promise<readonly RegistrationWish[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-list-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'new.csv'), content);
  return await readRegistrationFile(join(folder, 'new.csv'), {
    stdin: process.stdin,
    defaults: { agent: null, isPrimary: true, ...defaults },
  });
}

/** What the refusal names, or its message where it names no line. */
async function problemsOf(content: string | Buffer): Promise<string> {
  const error = await read(content).then(
    () => new SpotctlError({ code: 'BUG', message: 'It was read.' }),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SpotctlError) || error.code !== 'REGISTRATION_FILE') throw error;
  if (typeof error.cause === 'string') return error.cause;
  return error.cause instanceof Error ? error.cause.message : error.message.replace(/^\S+\/new\.csv/u, 'FILE');
}

describe('a CSV file', () => {
  test('gives each row its own facts, and what it leaves out by the flags', async () => {
    const wishes = await read(
      `instance,agent,role,region,spot_price,On-Demand Price,az\r\n${ONE},"web-01",replica,ap-south-1,0.0125,,\r\n\r\n${TWO},,,,,0.0416,"ap-south-1a"\r\n`,
      { agent: 'web-09' },
    );

    expect(wishes).toEqual([
      {
        instanceId: ONE,
        region: 'ap-south-1',
        agent: 'web-01',
        isPrimary: false,
        overrides: { ...NO_OVERRIDES, spotPriceUsdPerHour: 0.0125 },
      },
      {
        instanceId: TWO,
        region: null,
        agent: 'web-09',
        isPrimary: true,
        overrides: { ...NO_OVERRIDES, onDemandPriceUsdPerHour: 0.0416, az: 'ap-south-1a' },
      },
    ]);
  });

  test('with a byte order mark, and with a quote and a comma in a cell, is read as it is meant', async () => {
    const [wish] = await read(`\uFEFFinstance,agent\n${ONE},"a ""b"", c"`);

    expect(wish?.agent).toBe('a "b", c');
  });

  test.for([
    ['an id that is none', `instance\n${ONE}\n\ni-123\n`, 'Line 4: "i-123" is not an EC2 instance id.'],
    ['no id at all', `instance,agent\n,web-01\n`, 'Line 2: the instance is missing.'],
    [
      'an unknown role and mode',
      `instance,role,mode\n${ONE},boss,free\n`,
      'Line 2: the role "boss" is neither primary nor replica; line 2: the mode "free" is neither spot nor ondemand.',
    ],
    ['a price that is none', `instance,spot-price\n${ONE},-1\n`, 'Line 2: the spot-price "-1" is not USD per hour like 0.0416.'],
    [
      'a value that no column holds',
      `instance,az\n${ONE},${'z'.repeat(49)}\n`,
      'Line 2: the zone has 49 characters, and the column holds 48.',
    ],
    ['the same id twice', `instance\n${ONE}\n${TWO}\n${ONE}\n`, `Line 4: ${ONE} is in line 2 already.`],
    ['more cells than the header', `instance,agent\n${ONE},web-01,replica\n`, 'Line 2: it has 3 cells, and the header 2.'],
    [
      'a quote that is not closed',
      `instance,agent\n${TWO},web\n${ONE},"web\nmore\n`,
      'Line 3: a cell begins with a double quote that nothing closes.',
    ],
    ['text behind a quote', `instance,agent\n${ONE},"web"x\n${TWO},web\n`, 'Line 2: text follows the closing quote of a cell.'],
    ['a quote inside a cell', `instance,agent\n${ONE},we"b\n`, 'Line 2: a double quote stands inside a cell that does not begin with one.'],
    ['a line break in a cell before it', `instance,agent\n${ONE},"we\nb"\ni-1,\n`, 'Line 4: "i-1" is not an EC2 instance id.'],
    ['no column of ids', `agent\nweb-01\n`, 'Line 1: the column instance is missing.'],
    ['a column twice', `instance,id\n${ONE},${TWO}\n`, 'Line 1: the column instance is there twice.'],
    ['no row', 'instance\n', 'FILE lists no instance.'],
    ['nothing', '', 'FILE lists no instance.'],
  ] as const)('with %s is refused with the line', async ([, content, problems]) => {
    expect(await problemsOf(content)).toBe(problems);
  });

  test('with a column that is none names those there are', async () => {
    expect(await problemsOf(`instance,bogus\n${ONE},1\n`)).toContain(
      'Line 1: there is no column "bogus"; the columns are instance, agent,',
    );
  });

  test.for(['instance;agent', 'instance\tagent'])('parted by something else than commas is told so: %j', async (header) => {
    expect(await problemsOf(`${header}\n${ONE}\n`)).toBe('Line 1: its cells are parted by something else than commas.');
  });

  test('with problems without end shows the first twenty', async () => {
    expect(await problemsOf(`instance\n${'nonsense\n'.repeat(25)}`)).toMatch(/line 21: [^;]+; and 5 more\.$/u);
  });
});

describe('a JSON array', () => {
  test('may hold ids and objects, in the words of the other documents', async () => {
    const wishes = await read(
      `[\n  "${ONE}",\n  { "instanceId": "${TWO}", "logicalAgentId": "web-02", "spotPrice": 0.5, "poolId": null }\n]\n`,
    );

    expect(wishes.map(({ instanceId, agent, overrides }) => [instanceId, agent, overrides.spotPriceUsdPerHour])).toEqual([
      [ONE, null, null],
      [TWO, 'web-02', 0.5],
    ]);
  });

  test('names the line on which a wrong element begins', async () => {
    const problems = await problemsOf(`[ "${ONE}",\n\n  ["x, [y"], {\n "id": "i-1" },\n 5 ]`);

    expect(problems).toBe(
      'Line 3: it is neither an id nor an object of texts and numbers; line 3: "i-1" is not an EC2 instance id; line 5: it is neither an id nor an object of texts and numbers.',
    );
  });

  test('that is one object is told what a list is', async () => {
    expect(await problemsOf(` {"instance": "${ONE}"}`)).toBe('FILE holds a JSON object; a list is an array: [{...}, {...}].');
  });

  test('that is broken is refused', async () => {
    expect(await problemsOf(`["${ONE}",`)).toContain('JSON');
  });
});

describe('a file', () => {
  test('that is not there, not text, or larger than a mebibyte is refused', async () => {
    const absent = readRegistrationFile('/nowhere/new.csv', { stdin: process.stdin, defaults: { agent: null, isPrimary: true } });

    await expect(absent).rejects.toMatchObject({ code: 'REGISTRATION_FILE', message: '/nowhere/new.csv cannot be read.' });
    expect(await problemsOf(Buffer.from([0x69, 0xff, 0xfe]))).toContain('not valid for encoding');
    expect(await problemsOf(`instance\n${'x'.repeat(1_048_576)}`)).toContain('larger than a mebibyte');
  });

  test('of more than a thousand rows is refused', async () => {
    const ids = Array.from({ length: 1_001 }, (_each, position) => `i-${position.toString(16).padStart(17, '0')}`);

    expect(await problemsOf(`instance\n${ids.join('\n')}`)).toBe('FILE lists 1001 instances; 1000 is the most.');
  });

  test('of any content is either read or refused, and never worse', async () => {
    const cell = fc.oneof(fc.constantFrom(ONE, TWO, 'instance', '"', ',', '\n', '\r', '[', '{', '=cmd()', '\u0000'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(cell), async (pieces) => {
        const given = { stdin: Readable.from([pieces.join('')]), defaults: { agent: null, isPrimary: true } };

        const ended = await readRegistrationFile('-', given).then(
          () => 'read',
          (error: unknown) => (error instanceof SpotctlError ? error.code : error),
        );

        expect(['read', 'REGISTRATION_FILE']).toContain(ended);
      }),
    );
  });
});
