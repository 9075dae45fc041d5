import { describe, expect, test } from 'vitest';
import type { WorldOnDemandPrice } from '../../../src/sandbox/ec2-emulator/cloud-world.ts';
import { REGION, world } from '../../sandbox/ec2-emulator/world.ts';
import { cloudAt, emulatedCloud } from './cloud-under-test.ts';
import { scriptedPeer } from './scripted-peer.ts';

const T3: WorldOnDemandPrice = { region: REGION, instanceType: 't3.medium', usdPerHour: 0.0448 };
const C5: WorldOnDemandPrice = { region: REGION, instanceType: 'c5.large', usdPerHour: 0.085 };

function answering(...products: readonly object[]) {
  return { body: JSON.stringify({ PriceList: products.map((product) => JSON.stringify(product)) }) };
}

function priced(...prices: readonly { readonly unit?: string; readonly usd?: string }[]): object {
  const dimensions = prices.map(({ unit = 'Hrs', usd = '0.1' }, position) => [`d${position}`, { unit, pricePerUnit: { USD: usd } }]);
  return { terms: { OnDemand: { term: { priceDimensions: Object.fromEntries(dimensions) } } } };
}

describe('AWS’s price list', () => {
  test('tells the Linux price of each type in that region', async () => {
    const onDemandPrices = [
      T3,
      C5,
      { ...T3, region: 'us-east-1', usdPerHour: 0.0416 },
      { ...T3, operatingSystem: 'Windows', usdPerHour: 0.06 },
    ];
    const { cloud, emulator } = await emulatedCloud({ world: world({ onDemandPrices }) });

    const prices = await cloud.onDemandPrices(REGION, ['t3.medium', 'c5.large', 'x9.huge']);

    expect(prices).toEqual(
      new Map([
        ['t3.medium', 0.0448],
        ['c5.large', 0.085],
      ]),
    );
    expect(emulator.calls().map(({ service, action, answer }) => `${service} ${action} ${answer}`)).toEqual(
      Array.from({ length: 3 }, () => 'pricing GetProducts OK'),
    );
  });

  test('is not asked for nothing', async () => {
    const { cloud, emulator } = await emulatedCloud();

    expect(await cloud.onDemandPrices(REGION, [])).toEqual(new Map());
    expect(emulator.calls()).toEqual([]);
  });

  test.each([
    { what: 'no product', step: answering() },
    { what: 'two prices', step: answering(priced({ usd: '0.1' }), priced({ usd: '0.2' })) },
    { what: 'nothing by the hour', step: answering(priced({ unit: 'Quantity' })) },
    { what: 'a product that costs nothing', step: answering(priced({ usd: '0.0000000000' })) },
    { what: 'no terms of that kind', step: answering({ terms: { Reserved: {} } }) },
  ])('gives no price where it has $what', async ({ step }) => {
    const peer = await scriptedPeer(step);

    expect(await cloudAt(peer.url).onDemandPrices(REGION, ['t3.medium'])).toEqual(new Map());
  });

  test('gives one price that several products have', async () => {
    const peer = await scriptedPeer(answering(priced({}), priced({ usd: '0.1000' }, { usd: '0' })));

    expect(await cloudAt(peer.url).onDemandPrices(REGION, ['t3.medium'])).toEqual(new Map([['t3.medium', 0.1]]));
  });

  test('names the permission that is missing', async () => {
    const { cloud } = await emulatedCloud({ world: world({ permissions: { deniedActions: ['GetProducts'] } }) });

    await expect(cloud.onDemandPrices(REGION, ['t3.medium'])).rejects.toMatchObject({
      code: 'AWS_DENIED',
      hint: 'Ask for the permission pricing:GetProducts.',
    });
  });

  test.each([
    { what: 'is no price list', step: { body: '<html>' }, code: 'AWS_FAILED' },
    { what: 'lists something else', step: answering({ price: 1 }), code: 'AWS_FAILED' },
    { what: 'never comes', step: 'hang', code: 'AWS_UNREACHABLE' },
  ] as const)('is an error where the answer $what', async ({ step, code }) => {
    const peer = await scriptedPeer(step);

    const prices = cloudAt(peer.url, { timeoutMs: 50 }).onDemandPrices(REGION, ['t3.medium']);

    await expect(prices).rejects.toMatchObject({ name: 'SpotctlError', code });
  });
});
