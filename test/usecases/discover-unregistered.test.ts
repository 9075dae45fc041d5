import { describe, expect, test } from 'vitest';
import { discoverUnregistered } from '../../src/usecases/discover-unregistered.ts';
import { agent, cloudInstance, instance, INSTANCE_ID } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';
import { NEW_ID, OTHER_AGENT } from '../support/registering.ts';

const TAGGED_FOR_OTHER = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-02' };
const everything = { clientId: null, regions: null, agent: null };

function world(): FakePorts {
  return fakePorts({
    agents: [agent(), OTHER_AGENT],
    instances: [instance()],
    cloud: [
      cloudInstance(),
      cloudInstance({ id: NEW_ID, launchedAt: '2026-11-23T11:00:00.000Z' }),
      cloudInstance({ id: 'i-0d', tags: TAGGED_FOR_OTHER, state: 'stopped', launchedAt: null }),
      cloudInstance({ id: 'i-0e', tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'gone-01' } }),
      cloudInstance({ id: 'i-0f', tags: {} }),
    ],
  });
}

describe('discovery', () => {
  test('finds what runs under the fleet’s tags without a row, with age, price, and who serves its agent already', async () => {
    const ports = world();
    ports.fakeCloud.prices = [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0134, since: '2026-11-23T10:00:00.000Z' }];

    const { found, strangers, unseen } = await discoverUnregistered(ports, everything);

    expect(
      found.map(({ id, ageSeconds, hourlyCost, logicalAgentId, servedBy }) => [id, ageSeconds, hourlyCost, logicalAgentId, servedBy]),
    ).toEqual([
      [NEW_ID, 3_600, 0.0134, 'web-01', INSTANCE_ID],
      ['i-0d', null, 0, 'web-02', null],
    ]);
    expect(strangers).toEqual([{ id: 'i-0e', region: 'ap-south-1', tag: 'gone-01' }]);
    expect(unseen).toEqual([]);
  });

  test('keeps to one agent where it is named', async () => {
    const { found, strangers } = await discoverUnregistered(world(), { ...everything, agent: 'web-02' });

    expect([found.map(({ id }) => id), strangers]).toEqual([['i-0d'], []]);
  });

  test('does not take another client’s instance for one that nobody knows', async () => {
    const ports = world();
    ports.fakeBackend.foreign = [{ id: 'i-0e', clientId: 'c11e0000-0000-4000-8000-00000000000b', agentId: null }];

    expect((await discoverUnregistered(ports, everything)).strangers).toEqual([]);
  });

  test('passes on why nothing could be read', async () => {
    const blind = world();
    blind.fakeCloud.faults.add({ on: 'instances', code: 'AWS_DENIED' });
    const deaf = world();
    deaf.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED' });

    await expect(discoverUnregistered(blind, everything)).rejects.toMatchObject({ code: 'AWS_DENIED' });
    await expect(discoverUnregistered(deaf, everything)).rejects.toMatchObject({ code: 'BACKEND_REFUSED' });
  });

  test('says that the price could not be asked, and goes on', async () => {
    const ports = world();
    ports.fakeCloud.faults.add({ on: 'spotPrices', code: 'AWS_DENIED' });

    const { found, unseen } = await discoverUnregistered(ports, everything);

    expect(found[0]).toMatchObject({ id: NEW_ID, hourlyCost: null });
    expect(unseen).toMatchObject([{ source: 'spot prices in ap-south-1', code: 'AWS_DENIED' }]);
  });
});
