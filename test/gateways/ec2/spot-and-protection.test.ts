import { describe, expect, test } from 'vitest';
import type { WorldSpotPrice } from '../../../src/sandbox/ec2-emulator/cloud-world.ts';
import { FIRST, REGION, UNKNOWN, world, worldInstance } from '../../sandbox/ec2-emulator/world.ts';
import { cloudAt, emulatedCloud } from './cloud-under-test.ts';
import { fault, scriptedPeer } from './scripted-peer.ts';

const REQUEST = 'sir-0123456789abcdef0';

describe('protection', () => {
  test.each([
    { isTerminationProtected: true, isStopProtected: false },
    { isTerminationProtected: false, isStopProtected: true },
    { isTerminationProtected: true, isStopProtected: true },
  ])('is told and lifted: %j', async (protections) => {
    const { cloud } = await emulatedCloud({ world: world({ instances: [worldInstance(protections)] }) });

    const before = await cloud.protection(REGION, FIRST);
    await cloud.unprotect(REGION, FIRST);
    const after = await cloud.protection(REGION, FIRST);

    expect(before).toEqual({ termination: protections.isTerminationProtected, stop: protections.isStopProtected });
    expect(after).toEqual({ termination: false, stop: false });
  });

  test('changes nothing where none is on, so that a spot instance needs no permission to be changed', async () => {
    const { cloud, emulator } = await emulatedCloud({ world: world({ instances: [worldInstance({ lifecycle: 'spot' })] }) });

    await cloud.unprotect(REGION, FIRST);

    expect(emulator.calls().map(({ action }) => action)).toEqual(['DescribeInstanceAttribute', 'DescribeInstanceAttribute']);
  });

  test('of an instance EC2 does not know is not told', async () => {
    const { cloud } = await emulatedCloud();

    await expect(cloud.protection(REGION, UNKNOWN)).rejects.toMatchObject({ code: 'AWS_NOT_FOUND' });
  });

  test('is never taken for off where the answer does not say', async () => {
    const peer = await scriptedPeer({ body: `<R><instanceId>${FIRST}</instanceId></R>` });

    await expect(cloudAt(peer.url).protection(REGION, FIRST)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});

describe('spot requests', () => {
  const persistent = world({
    instances: [worldInstance({ lifecycle: 'spot', spotRequestId: REQUEST })],
    spotRequests: [{ id: REQUEST, region: REGION, type: 'persistent', instanceId: FIRST }],
  });

  test('are told by id, unknown ones left out', async () => {
    const { cloud } = await emulatedCloud({ world: persistent });

    const requests = await cloud.spotRequests(REGION, ['sir-unknown', REQUEST]);

    expect(requests).toEqual([{ id: REQUEST, type: 'persistent', state: 'active', instanceId: FIRST }]);
  });

  test('are cancelled without ending the instance', async () => {
    const { cloud, emulator } = await emulatedCloud({ world: persistent });

    await cloud.cancelSpotRequests(REGION, [REQUEST]);

    expect(await cloud.spotRequests(REGION, [REQUEST])).toMatchObject([{ state: 'cancelled' }]);
    expect(emulator.instances()[0]?.state).toBe('running');
  });

  test('none asked for means no call', async () => {
    const { cloud, emulator } = await emulatedCloud({ world: persistent });

    await cloud.cancelSpotRequests(REGION, []);

    expect([await cloud.spotRequests(REGION, []), emulator.calls()]).toEqual([[], []]);
  });

  test('one that EC2 does not confirm is not taken for cancelled', async () => {
    const peer = await scriptedPeer({ body: '' });

    const cancelled = cloudAt(peer.url).cancelSpotRequests(REGION, [REQUEST]);

    await expect(cancelled).rejects.toMatchObject({ code: 'AWS_FAILED', cause: expect.stringContaining(REQUEST) });
  });

  test('an answer without a list is no answer', async () => {
    const peer = await scriptedPeer({ body: '<R/>' });

    await expect(cloudAt(peer.url).spotRequests(REGION, [REQUEST])).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});

function price(facts: Partial<WorldSpotPrice> = {}): WorldSpotPrice {
  return { region: REGION, az: 'ap-south-1a', instanceType: 't3.medium', usdPerHour: 0.0125, since: '2026-11-20T00:00:00Z', ...facts };
}

/** A page with one price, of 0.0N dollars since N o'clock. */
function pricePage(hour: number, token: string): { readonly body: string } {
  const held = `<spotPrice>0.0${hour}</spotPrice><timestamp>2026-11-20T0${hour}:00:00.000Z</timestamp>`;
  const pool = '<instanceType>t3.medium</instanceType><availabilityZone>ap-south-1a</availabilityZone>';
  return { body: `<R><spotPriceHistorySet><item>${pool}${held}</item></spotPriceHistorySet><nextToken>${token}</nextToken></R>` };
}

describe('spot prices', () => {
  test('are those of Linux and of the types asked for, from the one that held at the beginning', async () => {
    const spotPrices = [
      price({ since: '2026-11-01T00:00:00Z', usdPerHour: 0.01 }),
      price({ since: '2026-11-10T00:00:00Z', usdPerHour: 0.02 }),
      price(),
      price({ productDescription: 'Windows', usdPerHour: 0.5 }),
      price({ instanceType: 'm5.large', usdPerHour: 0.6 }),
    ];
    const { cloud } = await emulatedCloud({ world: world({ spotPrices }) });

    const prices = await cloud.spotPrices(REGION, { instanceTypes: ['t3.medium', 't3.medium'], since: '2026-11-15T00:00:00Z' });

    expect(prices).toEqual([
      { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-20T00:00:00.000Z' },
      { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.02, since: '2026-11-10T00:00:00.000Z' },
    ]);
  });

  test('of no type need no call', async () => {
    const { cloud, emulator } = await emulatedCloud();

    const prices = await cloud.spotPrices(REGION, { instanceTypes: [], since: '2026-11-15T00:00:00Z' });

    expect([prices, emulator.calls()]).toEqual([[], []]);
  });

  test('come page by page', async () => {
    const peer = await scriptedPeer(pricePage(2, 'more'), pricePage(1, ''));

    const prices = await cloudAt(peer.url).spotPrices(REGION, { instanceTypes: ['t3.medium'], since: '2026-11-20T00:00:00Z' });

    expect(prices.map(({ usdPerHour }) => usdPerHour)).toEqual([0.02, 0.01]);
    expect(peer.requests.map((request) => request.get('NextToken'))).toEqual([null, 'more']);
  });

  test('that may not be read are an error, not an empty history', async () => {
    const peer = await scriptedPeer(fault(403, { code: 'UnauthorizedOperation' }));

    const prices = cloudAt(peer.url).spotPrices(REGION, { instanceTypes: ['t3.medium'], since: '2026-11-20T00:00:00Z' });

    await expect(prices).rejects.toMatchObject({ code: 'AWS_DENIED', hint: 'Ask for the permission ec2:DescribeSpotPriceHistory.' });
  });
});
