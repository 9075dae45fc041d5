import { readFileSync } from 'node:fs';
import { DescribeSpotPriceHistoryCommand, EC2Client } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SpotPrice } from '../../../src/domain/spot-price.ts';
import { emptyPricePage, spotPriceNode } from '../../../src/gateways/ec2/spot-price-page.ts';
import { XmlReader } from '../../../src/gateways/ec2/xml/xml-reader.ts';
import { REGION } from '../../sandbox/ec2-emulator/world.ts';
import { type Generated, spell, spellings } from './generated-answers.ts';
import { chunksOfSize } from './sdk-answer.ts';

interface ReadPrices {
  readonly prices: readonly SpotPrice[];
  readonly nextToken: string | null;
}

async function readWithSdk(body: Buffer): Promise<ReadPrices> {
  const client = new EC2Client({
    region: REGION,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body } }) },
  });
  const { SpotPriceHistory: history = [], NextToken: nextToken = null } = await client.send(new DescribeSpotPriceHistoryCommand({}));
  const prices = history.flatMap(({ InstanceType: instanceType, AvailabilityZone: az, SpotPrice: price, Timestamp: since }) =>
    instanceType === undefined || az === undefined || since === undefined || !price || !Number.isFinite(Number(price))
      ? []
      : [{ instanceType, az, usdPerHour: Number(price), since: since.toISOString() }],
  );
  return { prices, nextToken };
}

function readOurselves(...chunks: readonly Buffer[]): ReadPrices {
  const page = emptyPricePage();
  const reader = new XmlReader(spotPriceNode(), page);
  for (const chunk of chunks) reader.write(chunk);
  reader.end();
  return { prices: page.prices, nextToken: page.nextToken };
}

function some(name: string, texts: fc.Arbitrary<string>): fc.Arbitrary<Generated | null> {
  return fc.option(texts.map((content) => ({ name, content })));
}

const entries = fc
  .tuple(
    some('instanceType', fc.constantFrom('t3.medium', 'x<y&z', '')),
    some('availabilityZone', fc.constantFrom('ap-south-1a', 'ap-south-1b')),
    some('spotPrice', fc.constantFrom('0.012500', '1', '', 'free', 'NaN')),
    some('timestamp', fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00Z', '2026-11-29T10:00:00+05:30')),
    some('productDescription', fc.constant('Linux/UNIX')),
  )
  .map((fields): Generated => ({ name: 'item', content: fields.filter((field) => field !== null) }));
const histories = fc
  .record({ entries: fc.array(entries, { maxLength: 4 }), token: fc.constantFrom('', 'next') })
  .map(({ entries: items, token }): Generated => ({
    name: 'DescribeSpotPriceHistoryResponse',
    content: [
      { name: 'spotPriceHistorySet', content: items },
      { name: 'nextToken', content: token },
    ],
  }));

const bodies = fc.record({ history: histories, spelling: spellings }).map(({ history, spelling }) => Buffer.from(spell(history, spelling)));

test('a recorded price history says what the SDK says of it, in chunks of any size', async () => {
  const body = readFileSync(new URL('../../fixtures/ec2/DescribeSpotPriceHistory.xml', import.meta.url));

  const own = readOurselves(...chunksOfSize(body, 7));

  expect(own.prices).not.toEqual([]);
  expect(own).toEqual(await readWithSdk(body));
});

test('any price history says what the SDK says of it, however it is spelled', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.integer({ min: 1, max: 200 }), async (body, size) => {
      const own = readOurselves(...chunksOfSize(body, size));

      expect(own).toEqual(await readWithSdk(body));
    }),
    { numRuns: 100 },
  );
});
