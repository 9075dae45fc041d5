import { describe, expect, test } from 'vitest';
import type { Instance } from '../../src/domain/instance.ts';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import { gatherRegistration, type PlanRegistrationInput } from '../../src/usecases/plan-registration.ts';
import { isReady, type RegistrationResult, registerInstance } from '../../src/usecases/register-instance.ts';
import { agent, AGENT_ID, cloudInstance, instance, INSTANCE_ID } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';

const NEW_ID = 'i-0aaaaaaaaaaaaaaa1';
const OTHER_AGENT = agent({ id: 'a9e00000-0000-4000-8000-000000000002', logicalAgentId: 'web-02', instanceId: null });

const input: PlanRegistrationInput = {
  instanceId: NEW_ID,
  clientId: null,
  regions: null,
  agent: null,
  isPrimary: true,
  overrides: {
    instanceType: null,
    az: null,
    mode: null,
    poolId: null,
    imageId: null,
    spotPriceUsdPerHour: null,
    onDemandPriceUsdPerHour: null,
  },
};

/** The agent's primary as it is, and a new instance launched by hand beside it. */
function world(facts: { readonly cloud?: Partial<CloudInstance>; readonly row?: Partial<Instance> } = {}): FakePorts {
  const row = facts.row === undefined ? [] : [instance({ id: NEW_ID, isPrimary: false, ...facts.row })];
  const ports = fakePorts({
    agents: [agent(), OTHER_AGENT],
    instances: [instance(), ...row],
    cloud: [cloudInstance(), cloudInstance({ id: NEW_ID, az: 'ap-south-1c', ...facts.cloud })],
  });
  ports.fakeCloud.prices = [
    { instanceType: 't3.medium', az: 'ap-south-1c', usdPerHour: 0.0131, since: '2026-11-23T10:00:00.000Z' },
    { instanceType: 't3.medium', az: 'ap-south-1c', usdPerHour: 0.0134, since: '2026-11-23T11:00:00.000Z' },
    { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.5, since: '2026-11-23T11:30:00.000Z' },
  ];
  return ports;
}

async function register(ports: FakePorts, changed: Partial<PlanRegistrationInput> = {}): Promise<RegistrationResult> {
  const gathered = await gatherRegistration(ports, { ...input, ...changed });
  if (!isReady(gathered)) throw new Error('There was nothing to do.');
  return await registerInstance(ports, gathered);
}

describe('registering a primary', () => {
  test('takes its facts from EC2 and its prices from EC2’s history and the backend’s rows', async () => {
    const ports = world();

    const { registration, meaning } = await register(ports);

    expect(registration.request).toEqual({
      instanceId: NEW_ID,
      instanceType: 't3.medium',
      region: 'ap-south-1',
      az: 'ap-south-1c',
      mode: 'spot',
      poolId: 't3.medium.ap-south-1c',
      imageId: 'ami-0abcdef1234567890',
      isPrimary: true,
      spotPriceUsdPerHour: 0.0134,
      onDemandPriceUsdPerHour: 0.0416,
    });
    expect(registration.verified).toBe(true);
    expect(meaning).toBe('done');
    expect(ports.fakeBackend.registrations).toEqual([registration.request]);
  });

  test('says that the demoted instance, left active by the backend, is never swept', async () => {
    const { registration } = await register(world());

    expect(registration.demoted).toEqual([
      { id: INSTANCE_ID, previousStatus: 'running_primary', status: 'zombie', isActive: true, sweep: 'never' },
    ]);
  });

  test('lets the operator’s facts win, and leaves unknown prices out', async () => {
    const ports = world({ cloud: { lifecycle: 'on-demand' } });
    const overrides = { ...input.overrides, instanceType: 'c5.large', az: 'ap-south-1b', imageId: 'ami-1' };

    const { registration } = await register(ports, { overrides });

    expect(registration.request).toMatchObject({
      instanceType: 'c5.large',
      az: 'ap-south-1b',
      mode: 'ondemand',
      imageId: 'ami-1',
      poolId: null,
    });
    expect(registration.request).toMatchObject({ spotPriceUsdPerHour: null, onDemandPriceUsdPerHour: null });
    expect(registration.warnings).toEqual(['Its price is not known and is left out; the backend books 0.']);
  });

  test('warns that the agent’s sweep does not look in the region of the instance', async () => {
    const ports = world();
    ports.fakeBackend.changeAgent(AGENT_ID, { region: 'us-east-1' });

    const { registration } = await register(ports);

    expect(registration.warnings[0]).toBe("Agent web-01 stays in us-east-1 in the backend's books: its sweep does not look in ap-south-1.");
  });
});

test('registers a replica without demoting anybody', async () => {
  const ports = world();

  const { registration, meaning } = await register(ports, { isPrimary: false });

  expect(registration.demoted).toEqual([]);
  expect(meaning).toBe('done');
  expect(ports.fakeBackend.row(INSTANCE_ID)?.status).toBe('running_primary');
  expect(ports.fakeBackend.row(NEW_ID)).toMatchObject({ status: 'running_replica', isPrimary: false });
});

test('has nothing to do for the primary itself', async () => {
  const gathered = await gatherRegistration(world(), { ...input, instanceId: INSTANCE_ID });

  expect(gathered.plan.kind).toBe('nothing-to-do');
});

test('registers the primary again where the agent has a second one', async () => {
  const ports = world({ row: { status: 'running_primary', isPrimary: true } });

  const { registration } = await register(ports, { instanceId: INSTANCE_ID });

  expect(registration.demoted.map(({ id }) => id)).toEqual([NEW_ID]);
  expect(registration.verified).toBe(true);
});

describe('refuses, with nothing sent', () => {
  test.for([
    ['what does not run', { cloud: { state: 'stopped' } }, {}, 'EC2 shows it as stopped, and only a running instance can serve'],
    ['what was terminated', { row: { status: 'terminated' } }, {}, 'the backend has it as terminated'],
    ['what is tagged for another agent', {}, { agent: 'web-02' }, 'its tag names agent web-01, not web-02'],
    [
      'what belongs to another agent',
      { cloud: { tags: {} }, row: { status: 'zombie', agentId: OTHER_AGENT.id } },
      { agent: 'web-01' },
      'it belongs to agent web-02',
    ],
    [
      'a primary as replica',
      {},
      { instanceId: INSTANCE_ID, isPrimary: false },
      'it is the primary of agent web-01, which would be left without one',
    ],
  ] as const)('%s', async ([, facts, changed, reason]) => {
    const ports = world(facts);

    const refused = register(ports, changed);

    await expect(refused).rejects.toMatchObject({ code: 'REGISTRATION_REFUSED', message: expect.stringContaining(reason) });
    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('what belongs to another client, even with this client’s tag', async () => {
    const ports = world();
    ports.fakeBackend.foreign = [{ id: NEW_ID, clientId: 'c11e0000-0000-4000-8000-00000000000b', agentId: null }];

    await expect(register(ports)).rejects.toMatchObject({
      code: 'REGISTRATION_REFUSED',
      message: `${NEW_ID} is not registered: it belongs to another client of this backend.`,
    });
    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('what EC2 does not know', async () => {
    await expect(register(world(), { instanceId: 'i-0ffffffffffffffff' })).rejects.toMatchObject({
      code: 'INSTANCE_UNKNOWN',
      message: 'EC2 does not know i-0ffffffffffffffff in account 123456789012, in ap-south-1.',
    });
  });

  test('a value that the backend would refuse only after it has demoted the old primary', async () => {
    const ports = world();

    const refused = register(ports, { overrides: { ...input.overrides, az: 'z'.repeat(49) } });

    await expect(refused).rejects.toMatchObject({ code: 'REGISTRATION_INVALID' });
    expect(ports.fakeBackend.registrations).toEqual([]);
    expect(ports.fakeBackend.row(INSTANCE_ID)?.status).toBe('running_primary');
  });

  test('and passes on why EC2 could not be asked', async () => {
    const ports = world();
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_DENIED' });

    await expect(register(ports)).rejects.toMatchObject({ code: 'AWS_DENIED' });
  });
});

describe('a backend that fails', () => {
  test('before it did anything leaves its own error, and says that nothing changed', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_FAILED' });

    await expect(register(ports)).rejects.toMatchObject({
      code: 'BACKEND_FAILED',
      message: `${NEW_ID} was not registered, and the backend shows no change: BACKEND_FAILED in the test`,
    });
  });

  test('after the demotion is found out, with the commands that mend it', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_DATABASE' });
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.demote(AGENT_ID));

    await expect(register(ports)).rejects.toMatchObject({
      code: 'REGISTRATION_UNVERIFIED',
      message: `The registration of ${NEW_ID} was half done. The backend has no row of ${NEW_ID}. Agent web-01 still names ${INSTANCE_ID}.`,
      hint: `To finish it: spotctl register-instance ${NEW_ID} --agent web-01  To go back: spotctl register-instance ${INSTANCE_ID} --agent web-01`,
    });
  });

  test('only to answer is found out as well: the registration is complete', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT', afterEffect: true });

    const { registration, meaning } = await register(ports);

    expect(registration.verified).toBe(true);
    expect(registration.warnings).toEqual([
      'The backend answered with an error, yet the registration is complete: BACKEND_TIMEOUT in the test',
    ]);
    expect(meaning).toBe('done');
  });

  test('to be read back leaves the registration unverified', async () => {
    const ports = world();
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED' }));

    const { registration, meaning } = await register(ports);

    expect(registration.verified).toBe(false);
    expect(registration.warnings).toEqual(['The registration was accepted, but could not be read back: BACKEND_REFUSED in the test']);
    expect(meaning).toBe('partial');
  });

  test('altogether leaves the outcome unknown', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT' });
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED' }));

    await expect(register(ports)).rejects.toMatchObject({ code: 'REGISTRATION_UNVERIFIED' });
  });
});

test('says that another operator’s primary stands beside it', async () => {
  const ports = world();
  const other = { id: 'i-0bbbbbbbbbbbbbbb2', agentId: AGENT_ID, status: 'running_primary', isPrimary: true } as const;
  ports.fakeBackend.faults.before('register', () =>
    ports.fakeBackend.faults.before('attributedInstances', () => ports.fakeBackend.changeRow(other.id, other)),
  );

  const { registration, meaning } = await register(ports);

  expect(registration.verified).toBe(false);
  expect(registration.warnings).toEqual(['i-0bbbbbbbbbbbbbbb2 is a primary of agent web-01 as well.']);
  expect(meaning).toBe('partial');
});
