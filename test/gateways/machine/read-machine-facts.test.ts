import { describe, expect, test } from 'vitest';
import { createMachine } from '../../../src/gateways/machine/imds-machine.ts';
import { IDENTITY, metadataService, OWN_ID, OWN_METADATA } from '../../support/metadata-service.ts';

describe('an EC2 instance tells of itself', () => {
  test('id, account, region, zone, type, image, life cycle, launch, addresses and tags', async () => {
    const service = await metadataService({
      ...OWN_METADATA,
      '/latest/meta-data/public-ipv4': '13.232.0.10',
      '/latest/meta-data/tags/instance': 'ManagedBy\nLogicalAgentId',
      '/latest/meta-data/tags/instance/ManagedBy': 'SpotOptimizer',
      '/latest/meta-data/tags/instance/LogicalAgentId': 'web-01',
    });

    const facts = await createMachine({ assetTagFile: null, isDisabled: false, endpoint: service.url }).facts();

    expect(facts).toEqual({
      instanceId: OWN_ID,
      accountId: '123456789012',
      region: 'ap-south-1',
      az: 'ap-south-1c',
      instanceType: 't3.medium',
      imageId: 'ami-0abcdef1234567890',
      lifecycle: 'spot',
      launchedAt: '2026-11-22T22:00:20.000Z',
      privateIp: '10.0.0.10',
      publicIp: '13.232.0.10',
      tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' },
    });
  });

  test('no tags where its metadata options keep them, and no life cycle and no public address where the service has no word for it', async () => {
    const service = await metadataService({ ...OWN_METADATA, '/latest/meta-data/instance-life-cycle': 'capacity-block' });

    const facts = await createMachine({ assetTagFile: null, isDisabled: false, endpoint: service.url }).facts();

    expect(facts).toMatchObject({ tags: null, lifecycle: null, publicIp: null });
  });

  test.for([
    ['no JSON', 'hello'],
    ['no id', JSON.stringify({ ...IDENTITY, instanceId: 'i-123' })],
    ['no region', JSON.stringify({ ...IDENTITY, region: '' })],
  ] as const)('nothing where the identity document holds %s', async ([, document]) => {
    const service = await metadataService({ ...OWN_METADATA, '/latest/dynamic/instance-identity/document': document });

    expect(await createMachine({ assetTagFile: null, isDisabled: false, endpoint: service.url }).facts()).toBeNull();
  });

  test('nothing where it is forbidden to ask', async () => {
    const service = await metadataService(OWN_METADATA);

    const facts = await createMachine({ assetTagFile: null, isDisabled: true, endpoint: service.url }).facts();

    expect([facts, service.requests]).toEqual([null, []]);
  });
});
