import { describe, expect, test } from 'vitest';
import type { MachineFacts } from '../../../src/ports/machine.ts';
import { identifyInstance, type IdentifyInput } from '../../../src/usecases/agent/identify-instance.ts';
import { cloudInstance, INSTANCE_ID } from '../../support/builders.ts';
import { fakePorts } from '../../support/fake-ports.ts';

const OTHER = 'i-029c1999a147722de';

function input(facts: Partial<IdentifyInput> = {}): IdentifyInput {
  return {
    instanceId: null,
    logicalAgentId: null,
    regions: null,
    fallbackRegion: null,
    hostname: 'web-01.internal',
    version: '1.0.0',
    ...facts,
  };
}

function machine(facts: Partial<MachineFacts> = {}): MachineFacts {
  return {
    instanceId: INSTANCE_ID,
    accountId: '123456789012',
    region: 'ap-south-1',
    az: 'ap-south-1c',
    instanceType: 't3.medium',
    imageId: 'ami-0abcdef1234567890',
    lifecycle: 'spot',
    launchedAt: null,
    privateIp: '10.0.0.10',
    publicIp: '13.232.0.10',
    tags: { LogicalAgentId: 'web-01' },
    ...facts,
  };
}

describe('an agent on the instance it manages', () => {
  test('knows all of itself by its metadata, and asks EC2 for none of it', async () => {
    const ports = fakePorts({ ownFacts: machine() });

    const identity = await identifyInstance(ports, input());

    expect(identity).toEqual({
      logicalAgentId: 'web-01',
      instanceId: INSTANCE_ID,
      region: 'ap-south-1',
      az: 'ap-south-1c',
      instanceType: 't3.medium',
      mode: 'spot',
      imageId: 'ami-0abcdef1234567890',
      privateIp: '10.0.0.10',
      publicIp: '13.232.0.10',
      hostname: 'web-01.internal',
      version: '1.0.0',
    });
    expect(ports.fakeCloud.faults.counts.has('instances')).toBe(false);
  });

  test('asks EC2 for its name where it may not read its tags', async () => {
    const ports = fakePorts({ ownFacts: machine({ tags: null }), cloud: [cloudInstance({ tags: { LogicalAgentId: 'web-07' } })] });

    expect(await identifyInstance(ports, input())).toMatchObject({ logicalAgentId: 'web-07', privateIp: '10.0.0.10' });
  });

  test('takes no other name where EC2 cannot be asked: it would be another agent', async () => {
    const ports = fakePorts({ ownFacts: machine({ tags: null }) });
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_UNREACHABLE' });

    await expect(identifyInstance(ports, input())).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' });
  });

  test('does not work with the credentials of another account, or in a region that is not meant', async () => {
    const ports = fakePorts({ ownFacts: machine({ accountId: '999999999999' }) });

    await expect(identifyInstance(ports, input())).rejects.toMatchObject({ code: 'SETTINGS_MISSING', hint: 'Check AWS_PROFILE.' });
    await expect(identifyInstance(ports, input({ regions: ['eu-west-1'] }))).rejects.toMatchObject({ hint: 'Check --region.' });
  });
});

describe('an agent of another instance', () => {
  test('knows it as EC2 tells it', async () => {
    const cloud = [cloudInstance({ id: OTHER, lifecycle: 'on-demand', tags: {} })];
    const ports = fakePorts({ ownFacts: machine(), cloud });

    const identity = await identifyInstance(ports, input({ instanceId: OTHER, fallbackRegion: 'ap-south-1' }));

    expect(identity).toMatchObject({ instanceId: OTHER, logicalAgentId: OTHER, mode: 'ondemand', privateIp: null });
  });

  test('needs an id and a region', async () => {
    const ports = fakePorts();

    await expect(identifyInstance(ports, input())).rejects.toMatchObject({ hint: 'Name the one to manage with --instance.' });
    await expect(identifyInstance(ports, input({ instanceId: OTHER }))).rejects.toMatchObject({ hint: 'Name it with --region.' });
    await expect(identifyInstance(ports, input({ instanceId: 'i-1' }))).rejects.toMatchObject({ code: 'INSTANCE_ID_MALFORMED' });
  });
});
