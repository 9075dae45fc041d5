import { describe, expect, test } from 'vitest';
import { KEEP_TAG } from '../../../src/domain/cloud-instance.ts';
import { type PlanDrillInput, planDrill } from '../../../src/usecases/drill/plan-drill.ts';
import { agent, AGENT_ID, CLIENT_ID, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { COMMAND, type FakeDrillPorts, fakeDrillPorts } from '../../support/drill.ts';

const BACKEND = 'https://staging.example';
const ZOMBIE = 'i-029c1999a147722de';

function input(facts: Partial<PlanDrillInput> = {}): PlanDrillInput {
  return {
    targets: { context: 'staging', backendUrl: BACKEND, clients: [CLIENT_ID], accounts: ['123456789012'] },
    backendUrl: BACKEND,
    clientId: null,
    regions: null,
    agent: null,
    poolId: null,
    waitSeconds: null,
    ...facts,
  };
}

function withZombie(): FakeDrillPorts {
  const ports = fakeDrillPorts();
  ports.fakeBackend.changeRow(ZOMBIE, { status: 'zombie', isPrimary: false, isActive: false, agentId: AGENT_ID });
  ports.fakeCloud.put(cloudInstance({ id: ZOMBIE }));
  return ports;
}

test('plans the switch of the only agent, to the pool its primary is in', async () => {
  const plan = await planDrill(fakeDrillPorts(), input());

  expect(plan).toMatchObject({
    client: { name: 'Acme' },
    account: '123456789012',
    region: 'ap-south-1',
    agent: { logicalAgentId: 'web-01' },
    old: { id: INSTANCE_ID },
    target: { mode: 'spot', poolId: 't3.medium.ap-south-1a' },
    settings: { autoTerminateEnabled: true, terminateWaitSeconds: 300 },
    changes: {},
    hasDatabase: true,
    notes: [],
  });
});

test('an on-demand primary is replaced by another one', async () => {
  const ports = fakeDrillPorts();
  ports.fakeBackend.changeRow(INSTANCE_ID, { mode: 'ondemand', poolId: null });

  expect((await planDrill(ports, input())).target).toEqual({ mode: 'ondemand', poolId: null });
});

test('a pool that is named is where it leads', async () => {
  const plan = await planDrill(fakeDrillPorts(), input({ poolId: 't3.medium.ap-south-1b' }));

  expect(plan.target).toEqual({ mode: 'spot', poolId: 't3.medium.ap-south-1b' });
});

test('says before that the end cannot be proven without a database', async () => {
  const { hasDatabase, notes } = await planDrill(fakeDrillPorts({ hasDatabase: false }), input());

  expect(hasDatabase).toBe(false);
  expect(notes).toEqual(['No database is configured: termination_confirmed cannot be read, so the last step stays unproven.']);
});

describe('refuses, and asks for nothing of the fleet,', () => {
  test.each([
    ['a client that is not named', { targets: { ...input().targets, clients: [] } }],
    ['an account that is not named', { targets: { ...input().targets, accounts: ['210987654321'] } }],
    ['another backend than that of the context', { backendUrl: 'https://prod.example' }],
    ['any place where no context is in use', { targets: { ...input().targets, context: null } }],
  ])('%s', async (...[, facts]) => {
    const ports = fakeDrillPorts();

    const planning = planDrill(ports, input(facts));

    await expect(planning).rejects.toMatchObject({ code: 'DRILL_REFUSED', exitMeaning: 'refused' });
    expect(ports.fakeBackend.faults.counts.get('instances')).toBeUndefined();
  });
});

describe('is not ready', () => {
  test.each<[string, (ports: FakeDrillPorts) => void, string]>([
    ['where the agent is disabled', (ports) => ports.fakeBackend.changeAgent(AGENT_ID, { isEnabled: false }), 'agent web-01 is disabled'],
    [
      'where the agent points at no primary',
      (ports) => ports.fakeBackend.changeRow(INSTANCE_ID, { status: 'terminated', isPrimary: false }),
      'agent web-01 has no one primary that it points at',
    ],
    [
      'where two claim to be the primary',
      (ports) => ports.fakeBackend.changeRow(ZOMBIE, { agentId: AGENT_ID }),
      'agent web-01 has no one primary that it points at',
    ],
    [
      'where a command waits already',
      (ports) => ports.fakeAgentBackend.waiting.push({ id: COMMAND, instanceId: null, targetMode: 'spot', targetPoolId: null }),
      'a command waits for agent web-01 already',
    ],
    [
      'where EC2 does not run the primary',
      (ports) => ports.fakeCloud.put(cloudInstance({ state: 'stopped' })),
      `EC2 shows the primary ${INSTANCE_ID} as stopped`,
    ],
    [
      'where the primary is to be kept',
      (ports) => ports.fakeCloud.put(cloudInstance({ tags: { ManagedBy: 'SpotOptimizer', [KEEP_TAG]: '' } })),
      `the primary ${INSTANCE_ID} is tagged spotctl:keep, so no agent may end it`,
    ],
    [
      'where the primary is protected',
      (ports) => void ports.fakeCloud.protectedIds.add(INSTANCE_ID),
      `termination or stop protection of the primary ${INSTANCE_ID} is on, so no agent may end it`,
    ],
    [
      'where a group of AWS owns the primary',
      (ports) => ports.fakeCloud.put(cloudInstance({ tags: { ManagedBy: 'SpotOptimizer', 'aws:autoscaling:groupName': 'web' } })),
      `an Auto Scaling group, a fleet or a service of AWS owns the primary ${INSTANCE_ID}`,
    ],
  ])('%s', async (...[, change, reason]) => {
    const ports = fakeDrillPorts();
    change(ports);

    await expect(planDrill(ports, input({ agent: 'web-01' }))).rejects.toMatchObject({
      code: 'DRILL_UNREADY',
      message: `No drill of agent web-01: ${reason}. Nothing was changed.`,
    });
  });

  test('where it runs on the instance that it would have ended', async () => {
    const drilled = fakeDrillPorts();
    const ports = { ...drilled, machine: { ...drilled.machine, instanceId: async () => INSTANCE_ID } };

    await expect(planDrill(ports, input())).rejects.toMatchObject({
      message: `No drill of agent web-01: spotctl runs on the primary ${INSTANCE_ID}, which the drill would end. Nothing was changed.`,
    });
  });

  test('where the sweep cannot answer: its own error says why', async () => {
    const ports = fakeDrillPorts();
    ports.fakeBackend.sweep = null;

    await expect(planDrill(ports, input())).rejects.toMatchObject({ code: 'BACKEND_DATABASE' });
  });
});

describe('the settings', () => {
  test('auto-terminate is switched on for the drill where it is off', async () => {
    const ports = fakeDrillPorts();
    ports.fakeBackend.config = { isEnabled: true, autoTerminateEnabled: false, terminateWaitSeconds: 300 };

    expect((await planDrill(ports, input())).changes).toEqual({ autoTerminateEnabled: true });
  });

  test('the wait is shortened where that is wished', async () => {
    expect((await planDrill(fakeDrillPorts(), input({ waitSeconds: 60 }))).changes).toEqual({ terminateWaitSeconds: 60 });
  });

  test.each([
    [60, 45, "the agent's wait of 45 seconds could not be put back: the backend takes whole minutes"],
    [60, null, "the agent's wait of the backend's default could not be put back: the backend takes whole minutes"],
  ])('a wait of %s in place of %s is refused', async (...[wished, before, reason]) => {
    const ports = fakeDrillPorts();
    ports.fakeBackend.config = { isEnabled: true, autoTerminateEnabled: true, terminateWaitSeconds: before };

    await expect(planDrill(ports, input({ waitSeconds: wished }))).rejects.toMatchObject({
      code: 'DRILL_UNREADY',
      message: `No drill of agent web-01: ${reason}. Nothing was changed.`,
    });
  });

  test('are not changed where that would let the sweep take what waits beside', async () => {
    await expect(planDrill(withZombie(), input({ waitSeconds: 60 }))).rejects.toMatchObject({
      message: `No drill of agent web-01: the drill would change when ${ZOMBIE} of agent web-01 is swept. Nothing was changed.`,
      hint: 'spotctl zombies --terminate --agent web-01',
    });
    expect((await planDrill(withZombie(), input())).changes).toEqual({});
  });
});

test('several agents are never chosen between', async () => {
  const ports = fakeDrillPorts();
  const other = agent({ id: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f3d', logicalAgentId: 'web-02', instanceId: ZOMBIE });
  ports.fakeBackend.changeAgent(other.id, other);
  ports.fakeBackend.changeRow(ZOMBIE, instance({ id: ZOMBIE, agentId: other.id }));

  await expect(planDrill(ports, input())).rejects.toMatchObject({ code: 'AGENT_AMBIGUOUS' });
  expect((await planDrill(ports, input({ agent: 'web-01' }))).old.id).toBe(INSTANCE_ID);
});
