import { describe, expect, test } from 'vitest';
import { gatherRegistrations, type RegistrationSet } from '../../src/usecases/plan-registrations.ts';
import type { RegistrationWish } from '../../src/domain/registration/registration-wish.ts';
import { AGENT_ID, cloudInstance, INSTANCE_ID } from '../support/builders.ts';
import type { FakePorts } from '../support/fake-ports.ts';
import { NEW_ID, NOTHING_ALLOWED, OTHER_AGENT, planned, registrationWorld as world, wish } from '../support/registering.ts';

const SECOND_ID = 'i-0cccccccccccccc03';

describe('refuses, with nothing sent', () => {
  test.for([
    [
      'what does not run',
      { cloud: { state: 'stopped' } },
      {},
      'EC2 shows it as stopped, and only a running instance can serve',
      `Start it: aws ec2 start-instances --region ap-south-1 --instance-ids ${NEW_ID}`,
    ],
    [
      'what was terminated',
      { row: { status: 'terminated' } },
      {},
      'the backend has it as terminated',
      `See what that would do: spotctl register-instance ${NEW_ID} --agent web-01 --revive --dry-run`,
    ],
    [
      'what is tagged for another agent',
      {},
      { agent: 'web-02' },
      'its tag names agent web-01, not web-02',
      `Correct the tag LogicalAgentId, or register it for that agent: spotctl register-instance ${NEW_ID} --agent web-01`,
    ],
    [
      'what belongs to another agent',
      { cloud: { tags: {} }, row: { status: 'zombie', agentId: OTHER_AGENT.id } },
      { agent: 'web-01' },
      'it belongs to agent web-02',
      `See whose it is: spotctl instance ${NEW_ID}`,
    ],
    [
      'a primary as replica',
      {},
      { instanceId: INSTANCE_ID, isPrimary: false },
      'it is the primary of agent web-01, which would be left without one',
      'Register the one that shall serve in its place first: spotctl register-instance ID --agent web-01',
    ],
  ] as const)('%s, and says what to do', async ([, facts, changed, reason, hint]) => {
    const ports = world(facts);

    const refused = planned(ports, changed);

    await expect(refused).rejects.toMatchObject({ code: 'REGISTRATION_REFUSED', message: expect.stringContaining(reason), hint });
    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('what belongs to another client, even with this client’s tag', async () => {
    const ports = world();
    ports.fakeBackend.foreign = [{ id: NEW_ID, clientId: 'c11e0000-0000-4000-8000-00000000000b', agentId: null }];

    await expect(planned(ports)).rejects.toMatchObject({
      code: 'REGISTRATION_REFUSED',
      message: `${NEW_ID} is not registered: it belongs to another client of this backend.`,
      hint: 'Use the context of its client: spotctl context list',
    });
  });

  test('what is for a disabled agent, unless that is allowed', async () => {
    const ports = world();
    ports.fakeBackend.changeAgent(AGENT_ID, { isEnabled: false });

    await expect(planned(ports)).rejects.toMatchObject({
      message: `${NEW_ID} is not registered: agent web-01 is disabled (--allow-disabled-agent registers it all the same).`,
      hint: `Enable the agent, or: spotctl register-instance ${NEW_ID} --agent web-01 --allow-disabled-agent`,
    });
    const { plan } = await planned(ports, { allows: { disabledAgent: true } });
    expect(plan).toMatchObject({ kind: 'ready', warnings: ['Agent web-01 is disabled.'] });
  });

  test('what runs outside the agent’s region, unless that is allowed', async () => {
    const ports = world();
    ports.fakeBackend.changeAgent(AGENT_ID, { region: 'us-east-1' });

    await expect(planned(ports)).rejects.toMatchObject({
      message: `${NEW_ID} is not registered: it runs in ap-south-1, and the backend has agent web-01 in us-east-1 (--allow-other-region registers it all the same).`,
    });
    const { plan } = await planned(ports, { allows: { otherRegion: true } });
    expect(plan).toMatchObject({
      warnings: ["Agent web-01 stays in us-east-1 in the backend's books: its sweep does not look in ap-south-1."],
    });
  });

  test('a value that the backend would refuse only after it has demoted the old primary', async () => {
    const ports = world();

    const refused = planned(ports, { overrides: { ...wish.overrides, az: 'z'.repeat(49) } });

    await expect(refused).rejects.toMatchObject({ code: 'REGISTRATION_INVALID' });
    expect(ports.fakeBackend.row(INSTANCE_ID)?.status).toBe('running_primary');
  });

  test('and passes on why EC2 could not be asked', async () => {
    const ports = world();
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_DENIED' });

    await expect(planned(ports)).rejects.toMatchObject({ code: 'AWS_DENIED' });
  });
});

describe('what EC2 does not know', () => {
  test('is named with account and regions', async () => {
    await expect(planned(world(), { instanceId: 'i-0ffffffffffffffff' })).rejects.toMatchObject({
      code: 'INSTANCE_UNKNOWN',
      message: 'EC2 does not know i-0ffffffffffffffff in account 123456789012, in ap-south-1.',
      hint: 'Name its region with --region, or check AWS_PROFILE.',
    });
  });

  test('in an account that has nothing of the fleet is most likely in another account', async () => {
    const ports = world();
    ports.fakeCloud.remove(INSTANCE_ID);
    ports.fakeCloud.remove(NEW_ID);

    await expect(planned(ports)).rejects.toMatchObject({
      code: 'INSTANCE_UNKNOWN',
      hint: 'The one instance that the backend says run there is not in account 123456789012: these may be the credentials of another account. Check AWS_PROFILE.',
    });
  });

  test('is asked for in the region that was named with it, and nowhere else', async () => {
    const ports = world({ cloud: { region: 'eu-west-1', az: 'eu-west-1a' } });

    const { facts } = await planned(ports, { region: 'eu-west-1', allows: { otherRegion: true } });

    expect(facts.cloud.region).toBe('eu-west-1');
  });
});

test('explains what reviving a terminated row does to it', async () => {
  const { plan } = await planned(world({ row: { status: 'terminated' } }), { allows: { revive: true } });

  expect(plan).toMatchObject({ kind: 'ready', warnings: [expect.stringContaining('keeps terminated_at, termination_attempted_at')] });
});

test('tells before when the agent will terminate the demoted one, or why it never may', async () => {
  const ports = world();
  ports.fakeBackend.changeRow(INSTANCE_ID, { isActive: false });

  const { plan } = await planned(ports);

  expect(plan).toMatchObject({
    demoted: [
      {
        id: INSTANCE_ID,
        outlook: { sweep: 'after-its-wait', because: null, waitSeconds: 300, notBefore: '2026-11-23T12:05:00.000Z' },
      },
    ],
  });
});

describe('of several', () => {
  async function planAll(ports: FakePorts, wishes: readonly Partial<RegistrationWish>[]): Promise<RegistrationSet> {
    const all = wishes.map((changed) => ({ ...wish, ...changed }));
    return await gatherRegistrations(ports, { clientId: null, regions: null, wishes: all, allows: NOTHING_ALLOWED, ownMachine: null });
  }

  test('one that is refused does not hide the others', async () => {
    const set = await planAll(world(), [{ instanceId: 'i-0ffffffffffffffff' }, {}]);

    expect(set.items.map((item) => ('error' in item ? item.error.code : item.plan.kind))).toEqual(['INSTANCE_UNKNOWN', 'ready']);
  });

  test('none is registered for an agent that would get two primaries', async () => {
    const ports = world();
    ports.fakeCloud.put(cloudInstance({ id: SECOND_ID }));

    const set = await planAll(ports, [{}, { instanceId: SECOND_ID }]);

    expect(set.items.map((item) => ('error' in item ? item.error.message : item.plan.kind))).toEqual([
      `${NEW_ID} is not registered: agent web-01 can have one primary, and ${SECOND_ID} was to become it as well; name one, or register the others with --replica.`,
      `${SECOND_ID} is not registered: agent web-01 can have one primary, and ${NEW_ID} was to become it as well; name one, or register the others with --replica.`,
    ]);
  });

  test('an on-demand one has no spot price, though another of its pool has', async () => {
    const ports = world();
    const tags = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-02' };
    ports.fakeCloud.put(cloudInstance({ id: SECOND_ID, az: 'ap-south-1c', lifecycle: 'on-demand', tags }));

    const set = await planAll(ports, [{}, { instanceId: SECOND_ID }]);

    expect(set.items.map((item) => ('error' in item ? item.error.code : item.plan.request.spotPriceUsdPerHour))).toEqual([0.0134, null]);
  });

  test('one may become the primary and another the replica of the same agent', async () => {
    const ports = world();
    ports.fakeCloud.put(cloudInstance({ id: SECOND_ID }));

    const set = await planAll(ports, [{}, { instanceId: SECOND_ID, isPrimary: false }]);

    expect(set.items.map((item) => ('error' in item ? item.error.code : item.plan.kind))).toEqual(['ready', 'ready']);
  });
});

test('says where not every other client’s id is known', async () => {
  const ports = world();
  ports.fakeBackend.isListCut = true;
  const cut = await planned(ports);
  ports.fakeBackend.faults.add({ on: 'attributedInstances', code: 'TOKEN_REFUSED' });

  const unseen = await planned(ports);

  expect([cut, unseen].map(({ plan }) => plan)).toMatchObject([
    {
      kind: 'ready',
      warnings: [
        "The backend's list of all rows stops at 500 without a word. Whether another client has the instance is told of those alone.",
      ],
    },
    { kind: 'ready', warnings: ['No source could tell whether another client of this backend has the instance.'] },
  ]);
});

describe('the on-demand price', () => {
  function withoutRowPrices(): FakePorts {
    const ports = world();
    ports.fakeBackend.changeRow(INSTANCE_ID, { onDemandPriceUsdPerHour: null });
    ports.fakeCloud.listedPrices.set('t3.medium ap-south-1', 0.0459);
    return ports;
  }

  test('is what the fleet’s own rows of that type and region say, and the price list is not asked then', async () => {
    const ports = world();
    ports.fakeCloud.listedPrices.set('t3.medium ap-south-1', 0.0459);

    expect((await planned(ports)).plan.request.onDemandPriceUsdPerHour).toBe(0.0416);
    expect(ports.fakeCloud.faults.counts.get('onDemandPrices')).toBeUndefined();
  });

  test('is that of AWS’s price list where no row has one', async () => {
    expect((await planned(withoutRowPrices())).plan.request.onDemandPriceUsdPerHour).toBe(0.0459);
  });

  test('is the operator’s where one is given, and nobody is asked', async () => {
    const ports = withoutRowPrices();

    const { plan } = await planned(ports, { overrides: { ...wish.overrides, onDemandPriceUsdPerHour: 0.05 } });

    expect(plan.request.onDemandPriceUsdPerHour).toBe(0.05);
    expect(ports.fakeCloud.faults.counts.get('onDemandPrices')).toBeUndefined();
  });

  test('is left out where the price list may not be read, or does not have it', async () => {
    const denied = withoutRowPrices();
    denied.fakeCloud.faults.add({ on: 'onDemandPrices', code: 'AWS_DENIED' });
    const unlisted = withoutRowPrices();
    unlisted.fakeCloud.listedPrices.clear();

    const plans = await Promise.all([denied, unlisted].map(async (ports) => await planned(ports)));

    expect(plans.map(({ plan }) => plan.request.onDemandPriceUsdPerHour)).toEqual([null, null]);
  });
});
