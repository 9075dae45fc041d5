import {
  CancelSpotInstanceRequestsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeSpotPriceHistoryCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import type { WorldSpotPrice } from '../../../src/sandbox/ec2-emulator/cloud-world.ts';
import { emulatorAndClient } from './emulator-client.ts';
import { FIRST, REGION, movableClock, world, worldInstance } from './world.ts';

const REQUEST = 'sir-0123456789abcdef0';

function persistentWorld(state: 'running' | 'stopped' = 'running') {
  return world({
    instances: [worldInstance({ lifecycle: 'spot', spotRequestId: REQUEST, state, tags: { ManagedBy: 'SpotOptimizer' } })],
    spotRequests: [{ id: REQUEST, region: REGION, type: 'persistent', instanceId: FIRST }],
  });
}

function price(facts: Partial<WorldSpotPrice>): WorldSpotPrice {
  return { region: REGION, az: 'ap-south-1a', instanceType: 't3.medium', usdPerHour: 0.0125, since: '2026-11-20T00:00:00Z', ...facts };
}

describe('spot requests', () => {
  test('a persistent one that nobody cancelled launches the instance again', async () => {
    const clock = movableClock();
    const { client, emulator } = await emulatorAndClient({ clock, world: persistentWorld(), shuttingDownSeconds: 5 });

    await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST] }));
    clock.moveSeconds(5);
    const launched = emulator.instances();
    clock.moveSeconds(2);
    const running = emulator.instances();
    const request = await client.send(new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [REQUEST] }));

    expect(launched.map(({ state }) => state)).toEqual(['terminated', 'pending']);
    expect(running.map(({ state }) => state)).toEqual(['terminated', 'running']);
    expect(request.SpotInstanceRequests?.[0]).toMatchObject({ State: 'active', InstanceId: running[1]?.id });
  });

  test('a cancelled one launches nothing and ends no running instance', async () => {
    const clock = movableClock();
    const { client, emulator } = await emulatorAndClient({ clock, world: persistentWorld(), shuttingDownSeconds: 5 });

    const answer = await client.send(new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [REQUEST] }));
    const cancelled = emulator.instances();
    await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST] }));
    clock.moveSeconds(60);

    expect(answer.CancelledSpotInstanceRequests).toEqual([{ SpotInstanceRequestId: REQUEST, State: 'cancelled' }]);
    expect(cancelled[0]?.state).toBe('running');
    expect(emulator.instances().map(({ state }) => state)).toEqual(['terminated']);
  });

  test('a cancelled one takes its stopped instance with it', async () => {
    const { client, emulator } = await emulatorAndClient({ world: persistentWorld('stopped') });

    await client.send(new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [REQUEST] }));

    expect(emulator.instances()[0]?.state).toBe('shutting-down');
  });

  test('every spot instance has one, and a one-time request closes with its instance', async () => {
    const clock = movableClock();
    const { client, emulator } = await emulatorAndClient({ clock, world: world({ instances: [worldInstance({ lifecycle: 'spot' })] }) });

    await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST] }));
    clock.moveSeconds(3);
    const requests = await client.send(new DescribeSpotInstanceRequestsCommand({ Filters: [{ Name: 'state', Values: ['closed'] }] }));

    expect(requests.SpotInstanceRequests).toMatchObject([{ Type: 'one-time', InstanceId: FIRST }]);
    expect(emulator.instances()).toHaveLength(1);
  });

  test('an unknown one is refused by id and left out by filter', async () => {
    const { client } = await emulatorAndClient();

    const byFilter = await client.send(
      new DescribeSpotInstanceRequestsCommand({ Filters: [{ Name: 'spot-instance-request-id', Values: [REQUEST] }] }),
    );
    const byId = client.send(new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [REQUEST] }));

    await expect(byId).rejects.toMatchObject({ name: 'InvalidSpotInstanceRequestID.NotFound' });
    expect(byFilter.SpotInstanceRequests).toEqual([]);
  });
});

describe('DescribeSpotPriceHistory', () => {
  test('begins with the entry that already held, newest first', async () => {
    const spotPrices = [
      price({ since: '2026-11-01T00:00:00Z', usdPerHour: 0.01 }),
      price({ since: '2026-11-10T00:00:00Z', usdPerHour: 0.02 }),
      price({ since: '2026-11-20T00:00:00Z', usdPerHour: 0.03 }),
      price({ since: '2026-11-05T00:00:00Z', usdPerHour: 0.04, az: 'ap-south-1b' }),
    ];
    const { client } = await emulatorAndClient({ world: world({ spotPrices }) });

    const answer = await client.send(new DescribeSpotPriceHistoryCommand({ StartTime: new Date('2026-11-15T00:00:00Z') }));

    expect(answer.SpotPriceHistory?.map(({ SpotPrice, AvailabilityZone }) => [SpotPrice, AvailabilityZone])).toEqual([
      ['0.030000', 'ap-south-1a'],
      ['0.020000', 'ap-south-1a'],
      ['0.040000', 'ap-south-1b'],
    ]);
  });

  test('selects by type, product, zone and end', async () => {
    const spotPrices = [
      price({ usdPerHour: 0.5 }),
      price({ instanceType: 'm5.large' }),
      price({ productDescription: 'Windows' }),
      price({ az: 'ap-south-1b' }),
      price({ since: '2026-11-22T00:00:00Z' }),
      price({ region: 'us-east-1' }),
    ];
    const { client } = await emulatorAndClient({ world: world({ spotPrices }) });

    const answer = await client.send(
      new DescribeSpotPriceHistoryCommand({
        InstanceTypes: ['t3.medium'],
        ProductDescriptions: ['Linux/UNIX'],
        AvailabilityZone: 'ap-south-1a',
        EndTime: new Date('2026-11-21T00:00:00Z'),
      }),
    );

    expect(answer.SpotPriceHistory?.map(({ SpotPrice }) => SpotPrice)).toEqual(['0.500000']);
  });

  test('ends its pages with an empty token, as EC2 does', async () => {
    const spotPrices = [price({}), price({ since: '2026-11-21T00:00:00Z' }), price({ since: '2026-11-22T00:00:00Z' })];
    const { client } = await emulatorAndClient({ world: world({ spotPrices }) });

    const first = await client.send(new DescribeSpotPriceHistoryCommand({ MaxResults: 2 }));
    const last = await client.send(new DescribeSpotPriceHistoryCommand({ MaxResults: 2, NextToken: first.NextToken }));

    expect([first.SpotPriceHistory?.length, last.SpotPriceHistory?.length, last.NextToken]).toEqual([2, 1, '']);
  });
});
