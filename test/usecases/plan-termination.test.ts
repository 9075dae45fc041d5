import { describe, expect, test } from 'vitest';
import { STRICTEST } from '../../src/domain/termination/termination-options.ts';
import type { TerminationPlan } from '../../src/domain/termination/termination-plan.ts';
import { askPermission, gatherTerminationPlan, type PlanTerminationInput } from '../../src/usecases/plan-termination.ts';
import { agent, cloudInstance, instance } from '../support/builders.ts';
import { type FakePorts, fakePorts } from '../support/fake-ports.ts';
import { zombie, zombieCloud } from '../support/plan.ts';
import { zombieWorld } from '../support/terminate.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
const OTHER = agent({
  id: 'a9e00000-0000-4000-8000-000000000002',
  logicalAgentId: 'web-02',
  region: 'us-east-1',
  instanceId: 'i-0ccccccccccccccc3',
});

/** Two agents in two regions, each with its primary and a zombie. */
function twoAgents(): FakePorts {
  const there = { agentId: OTHER.id, region: 'us-east-1' };
  const tags = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-02' };
  return fakePorts({
    agents: [agent(), OTHER],
    instances: [instance(), zombie({ id: A }), instance({ id: 'i-0ccccccccccccccc3', ...there }), zombie({ id: B, ...there })],
    cloud: [
      cloudInstance(),
      zombieCloud({ id: A }),
      cloudInstance({ id: 'i-0ccccccccccccccc3', region: 'us-east-1', tags }),
      zombieCloud({ id: B, region: 'us-east-1', tags }),
    ],
  });
}

async function planIn(ports: FakePorts, input: Partial<PlanTerminationInput> = {}): Promise<TerminationPlan> {
  return await gatherTerminationPlan(ports, {
    clientId: null,
    regions: null,
    agent: null,
    named: null,
    fallbackRegion: null,
    options: STRICTEST,
    ...input,
  });
}

function idsOf({ targets }: TerminationPlan): readonly string[] {
  return targets.map(({ id }) => id);
}

describe('what a plan is about', () => {
  test('every agent and region, unless one is chosen', async () => {
    const ports = twoAgents();

    expect(idsOf(await planIn(ports))).toEqual([A, B]);
    expect(idsOf(await planIn(ports, { agent: 'web-02' }))).toEqual([B]);
    expect(idsOf(await planIn(ports, { agent: OTHER.id }))).toEqual([B]);
    expect(idsOf(await planIn(ports, { regions: ['ap-south-1'] }))).toEqual([A]);
  });

  test('nothing of a region that was not chosen, not even as unknown', async () => {
    const plan = await planIn(twoAgents(), { regions: ['us-east-1'] });

    expect(idsOf(plan)).toEqual([B]);
    expect(plan.undecided).toEqual([]);
  });

  test('an agent that does not exist is an error', async () => {
    await expect(planIn(twoAgents(), { agent: 'web-99' })).rejects.toMatchObject({ code: 'AGENT_UNKNOWN' });
  });
});

describe('a plan that cannot be made', () => {
  test('ends with EC2’s own error where it can be read in no region', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_DENIED' });

    await expect(planIn(ports)).rejects.toMatchObject({ code: 'AWS_DENIED' });
  });

  test('ends with the backend’s own error', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_DATABASE' });

    await expect(planIn(ports)).rejects.toMatchObject({ code: 'BACKEND_DATABASE' });
  });

  test('ends where the token belongs to another client than the configured one', async () => {
    await expect(planIn(zombieWorld({ [A]: {} }), { clientId: 'c11e0000-0000-4000-8000-00000000000b' })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    });
  });

  test('ends where the account cannot be told', async () => {
    const ports = zombieWorld({ [A]: {} });
    ports.fakeCloud.faults.add({ on: 'account', code: 'AWS_CREDENTIALS' });

    await expect(planIn(ports)).rejects.toMatchObject({ code: 'AWS_CREDENTIALS' });
  });
});

test('a region that cannot be read is named, and its zombies are unknown', async () => {
  const ports = twoAgents();
  ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_REGION', message: 'us-east-1 is not enabled', times: 1 });

  const plan = await planIn(ports);

  expect(plan.unseen).toHaveLength(1);
  expect(plan.undecided).toHaveLength(1);
  expect(idsOf(plan)).toHaveLength(1);
});

test('the machine that spotctl runs on is refused', async () => {
  const ports = fakePorts({
    instances: [instance(), zombie({ id: A })],
    cloud: [cloudInstance(), zombieCloud({ id: A })],
    ownInstanceId: A,
  });

  const plan = await planIn(ports);

  expect(plan.refusals.map(({ guard }) => guard)).toEqual(['never-this-machine']);
});

test('protection is asked of on-demand instances only, since spot instances have none', async () => {
  const ports = zombieWorld({ [A]: { lifecycle: 'on-demand' }, [B]: {} });
  ports.fakeCloud.protectedIds.add(A).add(B);

  const plan = await planIn(ports, { options: { ...STRICTEST, maxCount: 2 } });

  expect(ports.fakeCloud.faults.counts.get('protection')).toBe(1);
  expect(plan.refusals.map(({ id, liftedBy }) => [id, liftedBy])).toEqual([[A, `--unprotect ${A}`]]);
});

test('permission is asked with DryRun, region by region, and changes nothing', async () => {
  const ports = twoAgents();
  const plan = await planIn(ports);

  const permission = await askPermission(ports, plan);

  expect([...permission]).toEqual([
    ['ap-south-1', { ok: true, value: true }],
    ['us-east-1', { ok: true, value: true }],
  ]);
  expect(ports.fakeCloud.calls).toEqual([]);
});
