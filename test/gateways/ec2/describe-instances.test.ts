import { describe, expect, test } from 'vitest';
import { REGION, FIRST, SECOND, UNKNOWN, world, worldInstance, worldInstances } from '../../sandbox/ec2-emulator/world.ts';
import { allInstances, cloudAt, emulatedCloud } from './cloud-under-test.ts';
import { scriptedPeer } from './scripted-peer.ts';

const FLEET_TAGS = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' };

describe('describing instances', () => {
  test('tells an instance in full', async () => {
    const endedAt = new Date(Math.floor(Date.now() / 1_000 - 60) * 1_000).toISOString();
    const instance = worldInstance({
      lifecycle: 'spot',
      spotRequestId: 'sir-1',
      state: 'terminated',
      stateSince: endedAt,
      stateReason: { code: 'Server.SpotInstanceTermination', message: 'Spot instance termination' },
      tags: FLEET_TAGS,
    });
    const { cloud } = await emulatedCloud({ world: world({ instances: [instance] }) });

    const instances = await allInstances(cloud, { by: 'ids', ids: [FIRST] });

    expect(instances).toEqual([
      {
        id: FIRST,
        region: REGION,
        az: 'ap-south-1a',
        state: 'terminated',
        stateReason: { code: 'Server.SpotInstanceTermination', message: 'Spot instance termination' },
        transitionedAt: endedAt,
        instanceType: 't3.medium',
        imageId: 'ami-0123456789abcdef0',
        lifecycle: 'spot',
        spotRequestId: 'sir-1',
        launchedAt: '2026-11-22T12:00:00.000Z',
        tags: FLEET_TAGS,
        isServiceManaged: false,
        volumes: [],
        networkInterfaces: [],
        elasticAddresses: [],
      },
    ]);
  });

  test('tells what an on-demand instance would leave behind', async () => {
    const instance = worldInstance({
      volumes: [
        { id: 'vol-1', deletedOnTermination: true },
        { id: 'vol-2', deletedOnTermination: false },
      ],
      networkInterfaces: [
        { id: 'eni-1', deletedOnTermination: true },
        { id: 'eni-2', deletedOnTermination: false, elasticAddress: '3.6.7.8' },
      ],
      operator: 'eks.amazonaws.com',
    });
    const { cloud } = await emulatedCloud({ world: world({ instances: [instance] }) });

    const instances = await allInstances(cloud, { by: 'ids', ids: [FIRST] });

    expect(instances).toMatchObject([
      {
        lifecycle: 'on-demand',
        spotRequestId: null,
        stateReason: null,
        isServiceManaged: true,
        volumes: [
          { id: 'vol-1', deletedOnTermination: true },
          { id: 'vol-2', deletedOnTermination: false },
        ],
        networkInterfaces: [
          { id: 'eni-1', deletedOnTermination: true },
          { id: 'eni-2', deletedOnTermination: false },
        ],
        elasticAddresses: ['3.6.7.8'],
      },
    ]);
  });

  test('an unknown id and a placeholder do not sink the call', async () => {
    const { cloud } = await emulatedCloud();

    const instances = await allInstances(cloud, { by: 'ids', ids: [UNKNOWN, FIRST, 'replica-7e900000'] });

    expect(instances.map(({ id }) => id)).toEqual([FIRST]);
  });

  test('no ids means no call, not all instances', async () => {
    const { cloud, emulator } = await emulatedCloud();

    const instances = await allInstances(cloud, { by: 'ids', ids: ['replica-7e900000'] });

    expect([instances, emulator.calls()]).toEqual([[], []]);
  });

  test('many ids go in portions, each id once', async () => {
    const known = worldInstances(250);
    const { cloud, emulator } = await emulatedCloud({ world: world({ instances: known }) });

    const instances = await allInstances(cloud, { by: 'ids', ids: [...known, ...known].map(({ id }) => id) });

    expect(new Set(instances.map(({ id }) => id)).size).toBe(250);
    expect([instances.length, emulator.calls().length]).toEqual([250, 3]);
  });

  test('the fleet is what carries the tag of its manager', async () => {
    const instances = [worldInstance({ tags: FLEET_TAGS }), worldInstance({ id: SECOND, tags: { ManagedBy: 'someone' } })];
    const { cloud } = await emulatedCloud({ world: world({ instances }) });

    const fleet = await allInstances(cloud, { by: 'fleet-tags' });

    expect(fleet.map(({ id }) => id)).toEqual([FIRST]);
  });

  test('a large fleet comes page by page', async () => {
    const { cloud, emulator } = await emulatedCloud({ world: world({ instances: worldInstances(1001, { tags: FLEET_TAGS }) }) });

    const fleet = await allInstances(cloud, { by: 'fleet-tags' });

    expect(new Set(fleet.map(({ id }) => id)).size).toBe(1001);
    expect(emulator.calls()).toHaveLength(2);
  });

  test.each([
    { code: 272, state: 'running' },
    { code: 48, state: 'terminated' },
    { code: 99, state: 'unknown' },
  ])('state code $code is $state', async ({ code, state }) => {
    const instance = `<item><instanceId>${FIRST}</instanceId><instanceState><code>${code}</code><name>?</name></instanceState></item>`;
    const body = `<R><reservationSet><item><instancesSet>${instance}</instancesSet></item></reservationSet></R>`;
    const peer = await scriptedPeer({ body });

    const instances = await allInstances(cloudAt(peer.url), { by: 'ids', ids: [FIRST] });

    expect(instances).toMatchObject([{ id: FIRST, state, az: null, launchedAt: null, tags: {} }]);
  });

  test('a page that leads back to itself is no answer', async () => {
    const peer = await scriptedPeer({ body: '<R><reservationSet/><nextToken>again</nextToken></R>' });

    const instances = allInstances(cloudAt(peer.url), { by: 'fleet-tags' });

    await expect(instances).rejects.toMatchObject({ code: 'AWS_FAILED' });
    expect(peer.requests).toHaveLength(2);
  });
});
