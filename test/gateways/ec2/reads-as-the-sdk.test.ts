import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { request } from 'undici';
import { emulator } from '../../sandbox/ec2-emulator/emulator-client.ts';
import { REGION, world, worldInstances } from '../../sandbox/ec2-emulator/world.ts';
import { instancePageNode } from '../../../src/gateways/ec2/instance-elements.ts';
import { emptyPage, type PageDraft } from '../../../src/gateways/ec2/instance-page.ts';
import { XmlReader } from '../../../src/gateways/ec2/xml/xml-reader.ts';
import { answers, spell, spellings } from './generated-answers.ts';
import { chunksOfSize, readOurselves, type ReadPage, readWithSdk } from './sdk-answer.ts';

const folder = new URL('../../fixtures/ec2/', import.meta.url);
const recorded = readdirSync(fileURLToPath(folder))
  .filter((name) => name.startsWith('DescribeInstances-'))
  .map((name) => ({ name, body: readFileSync(new URL(name, folder)) }));

type Outcome = ReadPage | 'no answer';

async function sdkOutcome(body: Buffer): Promise<Outcome> {
  return readWithSdk(body).catch((): Outcome => 'no answer');
}

function ownOutcome(...chunks: readonly Buffer[]): Outcome {
  try {
    return readOurselves(...chunks);
  } catch {
    return 'no answer';
  }
}

function isEndRefused(reader: XmlReader<PageDraft>): boolean {
  try {
    reader.end();
    return false;
  } catch {
    return true;
  }
}

const pages = fc.record({ answer: answers, spelling: spellings }).map(({ answer, spelling }) => Buffer.from(spell(answer, spelling)));
/** As EC2 sends them: without layout, in which the SDK loses elements to a single blank. */
const compactPages = answers.map((answer) =>
  Buffer.from(spell(answer, { indent: '', isCdataUsed: false, isEmptyShort: true, references: 'named' })),
);

describe('an answer read as it arrives', () => {
  test.each(recorded)('says of $name what the SDK says', async ({ body }) => {
    const own = ownOutcome(...chunksOfSize(body, 7));

    expect(own).toEqual(await sdkOutcome(body));
  });

  test('says of the emulator’s answer what the SDK says', async () => {
    const instances = worldInstances(3, {
      lifecycle: 'spot',
      tags: { ManagedBy: 'SpotOptimizer', note: 'a <b> & "c"\n' },
      operator: 'eks',
    });
    const started = await emulator({ world: world({ instances }) });
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/${REGION}/ec2/aws4_request, Signature=0`;
    const answer = await request(`${started.url}/?Action=DescribeInstances`, { headers: { authorization } });
    const body = Buffer.from(await answer.body.arrayBuffer());

    const own = readOurselves(body);

    expect(own.instances).toHaveLength(3);
    expect(own).toEqual(await readWithSdk(body));
  });

  test('says of any answer what the SDK says, however it is spelled and wherever it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.integer({ min: 1, max: 400 }), async (body, size) => {
        const own = readOurselves(...chunksOfSize(body, size));

        expect(own).toEqual(await readWithSdk(body));
      }),
      { numRuns: 150 },
    );
  });

  test('is no answer where it is cut short at any byte', () => {
    fc.assert(
      fc.property(pages, (body) => {
        const reader = new XmlReader(instancePageNode(), emptyPage(REGION));
        const last = body.lastIndexOf('>');

        const endings = [...body].map((byte, index) => {
          const isRefused = isEndRefused(reader);
          reader.write(Buffer.of(byte));
          return { index, isRefused };
        });

        expect(endings.filter(({ index, isRefused }) => isRefused !== index <= last)).toEqual([]);
        expect(isEndRefused(reader)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('is no answer, or the one the SDK reads, where bytes of it are damaged', async () => {
    const damage = fc.array(fc.record({ at: fc.nat(), byte: fc.constantFrom(...Buffer.from('<>/!?&;= \n\0"-[]aé')) }), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(compactPages, damage, async (body, changes) => {
        const damaged = Buffer.from(body);
        for (const { at, byte } of changes) damaged[at % damaged.length] = byte;

        const own = ownOutcome(damaged);

        expect(['no answer', await sdkOutcome(damaged)]).toContainEqual(own);
      }),
      { numRuns: 300 },
    );
  });

  test('is no answer where it is random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(ownOutcome(Buffer.from(bytes))).toBe('no answer');
      }),
    );
  });
});
