import { describe, expect, test } from 'vitest';
import type { Registration, RegistrationOutcome } from '../../src/usecases/register-instance.ts';
import { AGENT_ID, INSTANCE_ID } from '../support/builders.ts';
import { NEW_ID, planned, registering, registrationWorld as world, wish } from '../support/registering.ts';
import { registerInstance } from '../../src/usecases/register-instance.ts';
import type { FakePorts } from '../support/fake-ports.ts';
import type { RegistrationWish } from '../../src/domain/registration/registration-wish.ts';

async function registered(ports: FakePorts, changed: Partial<RegistrationWish> = {}): Promise<Registration> {
  const outcome = await registering(ports, changed);
  if (!('registration' in outcome)) throw outcome.error;
  return outcome.registration;
}

describe('registering a primary', () => {
  test('takes its facts from EC2 and its prices from EC2’s history and the backend’s rows', async () => {
    const ports = world();

    const registration = await registered(ports);

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
    expect(registration).toMatchObject({ verified: true, primaries: [NEW_ID], next: null });
    expect(ports.fakeBackend.registrations).toEqual([registration.request]);
  });

  test('says that the demoted instance, left active by the backend, is never swept', async () => {
    const { demoted } = await registered(world());

    expect(demoted).toEqual([
      {
        id: INSTANCE_ID,
        previousStatus: 'running_primary',
        status: 'zombie',
        isActive: true,
        sweep: 'never',
        because: 'its row is still active, and the sweep takes only inactive ones',
        waitSeconds: null,
        notBefore: null,
      },
    ]);
  });

  test('lets the operator’s facts win, and leaves unknown prices out', async () => {
    const ports = world({ cloud: { lifecycle: 'on-demand' } });
    const overrides = { ...wish.overrides, instanceType: 'c5.large', az: 'ap-south-1b', imageId: 'ami-1' };

    const { request, warnings } = await registered(ports, { overrides });

    expect(request).toMatchObject({ instanceType: 'c5.large', az: 'ap-south-1b', mode: 'ondemand', imageId: 'ami-1', poolId: null });
    expect(request).toMatchObject({ spotPriceUsdPerHour: null, onDemandPriceUsdPerHour: null });
    expect(warnings).toEqual(['Its on-demand price is not known and is left out; the backend books 0.']);
  });
});

test('registers a replica without demoting anybody', async () => {
  const ports = world();

  const registration = await registered(ports, { isPrimary: false });

  expect(registration).toMatchObject({ demoted: [], verified: true, primaries: [INSTANCE_ID] });
  expect(ports.fakeBackend.row(INSTANCE_ID)?.status).toBe('running_primary');
  expect(ports.fakeBackend.row(NEW_ID)).toMatchObject({ status: 'running_replica', isPrimary: false });
});

test('has nothing to do for the primary itself', async () => {
  const ports = world();

  const outcome = await registering(ports, { instanceId: INSTANCE_ID });

  expect(outcome.outcome).toBe('already-registered');
  expect(ports.fakeBackend.registrations).toEqual([]);
});

test('registers the primary again where the agent has a second one', async () => {
  const ports = world({ row: { status: 'running_primary', isPrimary: true } });

  const registration = await registered(ports, { instanceId: INSTANCE_ID });

  expect(registration.demoted.map(({ id }) => id)).toEqual([NEW_ID]);
  expect(registration.verified).toBe(true);
});

async function failed(ports: FakePorts): Promise<Extract<RegistrationOutcome, { outcome: 'failed' | 'refused' }>> {
  const outcome = await registering(ports);
  if (!('error' in outcome)) throw new Error(`It was ${outcome.outcome}.`);
  return outcome;
}

describe('a backend that fails', () => {
  test('before it did anything leaves its own error, and says that nothing changed and who is primary', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_FAILED' });

    const { error, primaries } = await failed(ports);

    expect(error.code).toBe('BACKEND_FAILED');
    expect(error.message).toBe(
      `${NEW_ID} was not registered, and the backend shows no change: BACKEND_FAILED in the test The primary of agent web-01 is ${INSTANCE_ID}.`,
    );
    expect(primaries).toEqual([INSTANCE_ID]);
  });

  test('after the demotion is found out, with the commands that mend it', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_DATABASE' });
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.demote(AGENT_ID));

    const { error, primaries } = await failed(ports);

    expect(error).toMatchObject({
      code: 'REGISTRATION_UNVERIFIED',
      message: `The registration of ${NEW_ID} was half done. ${INSTANCE_ID} is zombie now. The backend has no row of ${NEW_ID}. Agent web-01 names ${INSTANCE_ID} as its instance. Agent web-01 has no primary now.`,
      hint: `To finish it: spotctl register-instance ${NEW_ID} --agent web-01  To go back: spotctl register-instance ${INSTANCE_ID} --agent web-01`,
    });
    expect(primaries).toEqual([]);
  });

  test('only to answer is found out as well: the registration is complete', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT', afterEffect: true });

    const registration = await registered(ports);

    expect(registration.verified).toBe(true);
    expect(registration.warnings).toEqual([
      'The backend answered with an error, yet the registration is complete: BACKEND_TIMEOUT in the test',
    ]);
  });

  test('to answer in time, and does the work only afterwards, is looked at again', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT' });
    const late = { id: NEW_ID, agentId: AGENT_ID, status: 'running_primary', isPrimary: true, isActive: true, az: 'ap-south-1c' } as const;
    ports.fakeBackend.faults.before('register', () =>
      ports.fakeBackend.faults.before('attributedInstances', () => {
        ports.fakeBackend.faults.before('attributedInstances', () => {
          ports.fakeBackend.demote(AGENT_ID);
          ports.fakeBackend.changeRow(NEW_ID, late);
          ports.fakeBackend.changeAgent(AGENT_ID, { instanceId: NEW_ID });
        });
      }),
    );

    const outcome = await registering(ports);

    expect(outcome.outcome).toBe('registered');
  });

  test('to answer in time may still be at work, and it is said so', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_TIMEOUT' });

    const { error } = await failed(ports);

    expect(error).toMatchObject({
      code: 'REGISTRATION_UNVERIFIED',
      message: `Whether ${NEW_ID} will be registered is not known: BACKEND_TIMEOUT in the test The backend shows no change so far, and may still be at work on it. The primary of agent web-01 is ${INSTANCE_ID}.`,
    });
  });

  test('to be read back leaves the registration unverified', async () => {
    const ports = world();
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED' }));

    const registration = await registered(ports);

    expect(registration).toMatchObject({
      verified: false,
      primaries: null,
      warnings: ['The registration was accepted, but could not be read back: BACKEND_REFUSED in the test'],
      next: `spotctl register-instance ${NEW_ID} --agent web-01`,
    });
  });

  test('altogether leaves the outcome unknown', async () => {
    const ports = world();
    ports.fakeBackend.faults.add({ on: 'register', code: 'BACKEND_FAILED' });
    ports.fakeBackend.faults.before('register', () => ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_REFUSED' }));

    const { error, primaries } = await failed(ports);

    expect([error.code, primaries]).toEqual(['REGISTRATION_UNVERIFIED', null]);
  });
});

test('sends nothing where the books cannot be read again right before', async () => {
  const ports = world();
  const shown = await planned(ports);
  ports.fakeBackend.faults.add({ on: 'agents', code: 'BACKEND_REFUSED' });

  const outcome = await registerInstance(ports, shown);

  expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'BACKEND_REFUSED' } });
  expect(ports.fakeBackend.registrations).toEqual([]);
});

describe('another operator', () => {
  const rival = { id: 'i-0bbbbbbbbbbbbbbb2', agentId: AGENT_ID, status: 'running_primary', isPrimary: true } as const;

  test('who registers a primary in the same moment is found out, with the finding and the command that mends it', async () => {
    const ports = world();
    ports.fakeBackend.faults.before('register', () =>
      ports.fakeBackend.faults.before('attributedInstances', () => ports.fakeBackend.changeRow(rival.id, rival)),
    );

    const registration = await registered(ports);

    expect(registration).toMatchObject({
      verified: false,
      primaries: [NEW_ID, rival.id],
      warnings: [`${rival.id} is a primary of agent web-01 as well (FL405).`],
      next: `spotctl register-instance ${NEW_ID} --agent web-01`,
    });
  });

  test('who comes right after is named as the one who replaced it', async () => {
    const ports = world();
    ports.fakeBackend.faults.before('register', () =>
      ports.fakeBackend.faults.before('attributedInstances', () => {
        ports.fakeBackend.demote(AGENT_ID);
        ports.fakeBackend.changeRow(rival.id, rival);
        ports.fakeBackend.changeAgent(AGENT_ID, { instanceId: rival.id });
      }),
    );

    const registration = await registered(ports);

    expect(registration).toMatchObject({ verified: false, primaries: [rival.id] });
    expect(registration.warnings).toEqual([
      `The backend calls ${NEW_ID} zombie, not running_primary: ${rival.id} is the primary of agent web-01 now.`,
      `Agent web-01 names ${rival.id} as its instance.`,
    ]);
  });

  test('who takes the instance for another client before it is sent keeps it', async () => {
    const ports = world();
    const shown = await planned(ports);
    ports.fakeBackend.foreign = [{ id: NEW_ID, clientId: 'c11e0000-0000-4000-8000-00000000000b', agentId: null }];

    const outcome = await registerInstance(ports, shown);

    expect(outcome).toMatchObject({ outcome: 'refused', error: { code: 'REGISTRATION_REFUSED' } });
    expect(ports.fakeBackend.registrations).toEqual([]);
  });

  test('who has registered it meanwhile leaves nothing to do', async () => {
    const ports = world();
    const shown = await planned(ports);
    await registering(ports);

    expect((await registerInstance(ports, shown)).outcome).toBe('already-registered');
    expect(ports.fakeBackend.registrations).toHaveLength(1);
  });

  test('whose primary was not shown is not demoted unseen', async () => {
    const ports = world();
    const shown = await planned(ports);
    ports.fakeBackend.changeRow(rival.id, rival);

    const outcome = await registerInstance(ports, shown);

    expect(outcome).toMatchObject({ outcome: 'refused', error: { code: 'REGISTRATION_REFUSED' } });
    expect('error' in outcome && outcome.error.message).toContain(`since this was shown, ${rival.id} has become primary of agent web-01`);
    expect(ports.fakeBackend.registrations).toEqual([]);
  });
});
