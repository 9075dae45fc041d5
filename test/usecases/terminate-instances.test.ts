import { describe, expect, test } from 'vitest';
import { AGENT_ID, cloudInstance, instance, INSTANCE_ID } from '../support/builders.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { zombie, zombieCloud } from '../support/plan.ts';
import { outcomesOf, terminateAll, zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const C = 'i-0ccccccccccccccc3';

describe('a run that nothing disturbs', () => {
  test('terminates each zombie, waits until it is gone and reports the moment', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report, meaning, events } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
    expect(report.targets[0]?.previousState).toBe('running');
    expect(meaning).toBe('done');
    expect(events.map((event) => event.kind)).toEqual(['accepted', 'gone', 'reported', 'finished']);
    expect(ports.fakeBackend.reports).toEqual([{ instanceId: A, terminatedAt: '2026-11-23T12:00:12.000Z' }]);
    expect(ports.fakeCloud.stateOf(INSTANCE_ID)).toBe('running');
  });

  test('has nothing to do the second time', async () => {
    const ports = zombieWorld({ [A]: {} });
    await terminateAll(ports);
    ports.fakeCloud.calls.length = 0;

    const { report, meaning } = await terminateAll(ports);

    expect(report.targets).toEqual([]);
    expect(meaning).toBe('done');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('finds zombies without asking the sweep endpoint, which is broken in this backend', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeBackend.changeRow(A, { isActive: true });

    const { report } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
  });

  test('sends one zone and ten ids at most in one call', async () => {
    const ids = Array.from({ length: 12 }, (_unused, position) => `i-0${position.toString(16).padStart(16, '0')}`);
    const ports = zombieWorld(Object.fromEntries(ids.map((id, position) => [id, { az: position === 11 ? 'ap-south-1b' : 'ap-south-1a' }])));

    const { report } = await terminateAll(ports);

    expect(ports.fakeCloud.calls.map((call) => call.split(' ').length - 1)).toEqual([10, 1, 1]);
    expect(report.totals).toMatchObject({ terminated: 12, reported: 12 });
  });
});

describe('what is gone or going already', () => {
  test('reports a zombie that EC2 shows as terminated, and sends nothing', async () => {
    const ports = zombieWorld({ [A]: { state: 'terminated' } });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'already-gone, reported' });
    expect(meaning).toBe('done');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('takes an id that EC2 no longer returns for gone when it was launched more than an hour ago', async () => {
    const ports = fakePorts({
      instances: [instance(), zombie({ id: A, lastSwitchAt: '2026-11-23T10:59:00.000Z' })],
      cloud: [cloudInstance()],
    });

    const { report } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'already-gone, reported' });
  });

  test.for([
    ['launched less than an hour ago', { lastSwitchAt: '2026-11-23T11:01:00.000Z' }, [cloudInstance()]],
    ['whose launch nobody knows', {}, [cloudInstance()]],
    ['in an account that shows none of the client’s instances', { lastSwitchAt: '2026-11-20T10:00:00.000Z' }, []],
  ] as const)('leaves an absent id unknown and unreported: one %s', async ([, facts, cloud]) => {
    const ports = fakePorts({ instances: [instance(), zombie({ id: A, ...facts })], cloud });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'unknown, not reported, OUTCOME_UNKNOWN' });
    expect(meaning).toBe('partial');
    expect(ports.fakeBackend.reports).toEqual([]);
  });

  test('waits for one that somebody else is terminating', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    await ports.fakeCloud.terminate('ap-south-1', [B]);
    ports.fakeCloud.calls.length = 0;

    const { report } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported', [B]: 'terminated, reported' });
    expect(ports.fakeCloud.calls).toEqual([`terminate ${A}`]);
  });
});

describe('spot requests', () => {
  test('cancels a persistent request before it terminates, so that nothing comes back', async () => {
    const ports = zombieWorld({ [A]: { spotRequestId: 'sir-persist1' } });
    ports.fakeCloud.requests.set('sir-persist1', { id: 'sir-persist1', type: 'persistent', state: 'active', instanceId: A });

    const { report, meaning } = await terminateAll(ports);

    expect(ports.fakeCloud.calls).toEqual(['cancel sir-persist1', `terminate ${A}`]);
    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported' });
    expect(meaning).toBe('done');
  });

  test('does not terminate what would come back because its request could not be cancelled', async () => {
    const ports = zombieWorld({ [A]: { spotRequestId: 'sir-persist1' } });
    ports.fakeCloud.requests.set('sir-persist1', { id: 'sir-persist1', type: 'persistent', state: 'active', instanceId: A });
    ports.fakeCloud.faults.add({ on: 'cancelSpotRequests', code: 'AWS_DENIED' });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'failed, not reported, AWS_DENIED' });
    expect(meaning).toBe('problems');
    expect(ports.fakeCloud.stateOf(A)).toBe('running');
  });

  test('says that a new instance came, where EC2 had hidden that the request was persistent', async () => {
    const ports = zombieWorld({ [A]: { spotRequestId: 'sir-persist1' } });
    ports.fakeCloud.requests.set('sir-persist1', { id: 'sir-persist1', type: 'persistent', state: 'active', instanceId: A });
    ports.fakeCloud.faults.add({ on: 'spotRequests', code: 'AWS_THROTTLED', times: 1 });

    const { report, meaning } = await terminateAll(ports);

    expect(outcomesOf(report)).toEqual({ [A]: 'terminated, reported, RESPAWNED' });
    expect(report.targets[0]?.error?.message).toContain('it has launched i-0');
    expect(meaning).toBe('partial');
  });
});

describe('guards, judged again right before the call', () => {
  test('refuses an instance that became primary after the plan was confirmed', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {} });
    const promote = (): void => ports.fakeBackend.changeAgent(AGENT_ID, { instanceId: A });

    const { report, meaning } = await terminateAll(ports, { meanwhile: promote });

    expect(outcomesOf(report)).toEqual({ [A]: 'refused, not reported, TERMINATION_REFUSED', [B]: 'terminated, reported' });
    expect(report.targets[0]?.error?.message).toBe('Not terminated: agent web-01 names it as its instance.');
    expect(meaning).toBe('partial');
    expect(ports.fakeCloud.stateOf(A)).toBe('running');
  });

  test('refuses an instance that is wanted again as a replica', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report, meaning } = await terminateAll(ports, {
      meanwhile: () => ports.fakeBackend.changeRow(A, { status: 'running_replica' }),
    });

    expect(report.targets[0]?.error?.message).toBe('Not terminated: it is wanted again: the backend now calls it running_replica.');
    expect(meaning).toBe('refused');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('refuses what was tagged to be kept meanwhile', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report } = await terminateAll(ports, {
      meanwhile: () => ports.fakeCloud.put(zombieCloud({ id: A, tags: { 'spotctl:keep': '' } })),
    });

    expect(outcomesOf(report)).toEqual({ [A]: 'refused, not reported, TERMINATION_REFUSED' });
  });

  test('refuses everything once the credentials belong to another account', async () => {
    const ports = zombieWorld({ [A]: {} });
    const switchAccount = (): void => {
      ports.fakeCloud.accountId = '999999999999';
    };

    const { report } = await terminateAll(ports, { meanwhile: switchAccount });

    expect(report.targets[0]?.error?.message).toBe(
      'Not terminated: the credentials now belong to account 999999999999, and 123456789012 was confirmed.',
    );
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('sends nothing when the backend cannot be read again', async () => {
    const ports = zombieWorld({ [A]: {} });

    const { report, meaning } = await terminateAll(ports, {
      meanwhile: () => ports.fakeBackend.faults.add({ on: 'agents', code: 'BACKEND_REFUSED' }),
    });

    expect(outcomesOf(report)).toEqual({ [A]: 'failed, not reported, NOT_SENT' });
    expect(meaning).toBe('problems');
    expect(ports.fakeCloud.calls).toEqual([]);
  });

  test('leaves alone what the operator was not shown, or was shown elsewhere', async () => {
    const ports = zombieWorld({ [A]: {}, [B]: {}, [C]: {} });
    const regions = new Map([
      [A, 'ap-south-1'],
      [C, 'us-east-1'],
    ]);

    const { report } = await terminateAll(ports, { confirmed: { account: '123456789012', regions } });

    expect(outcomesOf(report)).toEqual({
      [A]: 'terminated, reported',
      [B]: 'refused, not reported, TERMINATION_REFUSED',
      [C]: 'refused, not reported, TERMINATION_REFUSED',
    });
    expect(report.targets.map(({ error }) => error?.message)).toEqual([
      undefined,
      'Not terminated: it was not among what was shown and confirmed.',
      'Not terminated: it was confirmed in us-east-1, and is now seen in ap-south-1.',
    ]);
    expect(ports.fakeCloud.calls).toEqual([`terminate ${A}`]);
  });
});
