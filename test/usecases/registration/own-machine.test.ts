import { describe, expect, test } from 'vitest';
import type { MachineFacts } from '../../../src/ports/machine.ts';
import { gatherRegistrations, type RegistrationSet } from '../../../src/usecases/plan-registrations.ts';
import { findOwnMachine, wishForOwnMachine } from '../../../src/usecases/registration/own-machine.ts';
import { fakePorts, type FakePorts } from '../../support/fake-ports.ts';
import { NEW_ID, NOTHING_ALLOWED, registrationWorld } from '../../support/registering.ts';

const own: MachineFacts = {
  instanceId: NEW_ID,
  accountId: '123456789012',
  region: 'ap-south-1',
  az: 'ap-south-1b',
  instanceType: 'c5.large',
  imageId: 'ami-1',
  lifecycle: 'on-demand',
  launchedAt: '2026-11-23T11:00:00.000Z',
  privateIp: '10.0.0.10',
  publicIp: null,
  tags: { LogicalAgentId: 'web-01' },
};

async function plan(ports: FakePorts, facts: Partial<MachineFacts> = {}): Promise<RegistrationSet['items'][number] | undefined> {
  const ownMachine = { ...own, ...facts };
  const wishes = [wishForOwnMachine(ownMachine)];
  const set = await gatherRegistrations(ports, { clientId: null, regions: null, wishes, allows: NOTHING_ALLOWED, ownMachine });
  return set.items[0];
}

function withoutEc2(): FakePorts {
  const ports = registrationWorld();
  ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_DENIED' });
  return ports;
}

describe('the machine itself', () => {
  test('is registered with what EC2 says of it, where EC2 may be asked', async () => {
    expect(await plan(registrationWorld())).toMatchObject({ plan: { request: { instanceType: 't3.medium', mode: 'spot' }, warnings: [] } });
  });

  test('is registered with its own facts where EC2 may not be asked, which is said', async () => {
    expect(await plan(withoutEc2())).toMatchObject({
      plan: {
        request: { instanceType: 'c5.large', az: 'ap-south-1b', mode: 'ondemand', imageId: 'ami-1' },
        warnings: expect.arrayContaining(["EC2 could not be asked, so the facts are the machine's own: AWS_DENIED in the test"]),
      },
    });
  });

  test('is not registered from its own facts where they do not tell its life cycle: none is made up', async () => {
    expect(await plan(withoutEc2(), { lifecycle: null })).toMatchObject({ error: { code: 'AWS_DENIED' } });
  });

  test('needs its agent to be named where its tags are not told', async () => {
    expect(await plan(withoutEc2(), { tags: null })).toMatchObject({ error: { code: 'AGENT_AMBIGUOUS' } });
  });

  test('is registered without credentials too, and not with those of another account', async () => {
    const ports = withoutEc2();
    ports.fakeCloud.faults.add({ on: 'account', code: 'AWS_CREDENTIALS' });

    expect(await plan(ports)).toMatchObject({ plan: { kind: 'ready' } });
    await expect(plan(registrationWorld(), { accountId: '999999999999' })).rejects.toMatchObject({ code: 'REGISTRATION_REFUSED' });
  });

  test('is not found on a machine that is none, nor outside the regions that were named', async () => {
    await expect(findOwnMachine(fakePorts(), null)).rejects.toMatchObject({ code: 'NOT_ON_EC2' });
    await expect(findOwnMachine(fakePorts({ ownFacts: own }), ['eu-west-1'])).rejects.toMatchObject({ code: 'REGISTRATION_REFUSED' });
    expect(await findOwnMachine(fakePorts({ ownFacts: own }), ['ap-south-1'])).toEqual(own);
  });
});
