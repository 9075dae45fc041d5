import { describe, expect, test } from 'vitest';
import { guards } from '../../../src/domain/termination/guards/index.ts';
import { agent, AGENT_ID, cloudInstance, instance, INSTANCE_ID } from '../../support/builders.ts';
import { planFor, ZOMBIE_ID, zombie, zombieCloud } from '../../support/plan.ts';

const OTHER_CLIENT = 'c11e0000-0000-4000-8000-00000000000b';
const id = (position: number): string => `i-0${position.toString(16).padStart(16, '0')}`;

function refusalIn(plan: ReturnType<typeof planFor>): { guard: string; reason: string; liftedBy: string | null } | undefined {
  const refusal = plan.refusals.find((refused) => refused.id === ZOMBIE_ID);
  return refusal === undefined ? undefined : { guard: refusal.guard, reason: refusal.reason, liftedBy: refusal.liftedBy };
}

describe('a plan without anything that stands in the way', () => {
  test('takes the zombie and leaves the primary out of it', () => {
    const plan = planFor();

    expect(plan.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
    expect(plan.refusals).toEqual([]);
  });
});

describe('guards that nothing lifts', () => {
  test('never take what any source still marks as primary', () => {
    const plan = planFor({ rows: { instances: [instance(), zombie({ isPrimary: true })] } });

    expect(refusalIn(plan)).toEqual({ guard: 'never-a-primary', reason: 'the backend still marks it as primary', liftedBy: null });
  });

  test('never take what the backend calls a primary while the database calls it a zombie', () => {
    const plan = planFor({
      rows: { instances: [instance(), zombie({ status: 'running_primary' })] },
      database: { instances: [instance(), zombie()] },
    });

    expect(refusalIn(plan)).toEqual({ guard: 'never-a-primary', reason: 'it is a primary by its status', liftedBy: null });
  });

  test('never take what an agent names as its instance, however the id is written', () => {
    const pointing = agent({
      id: 'a9e00000-0000-4000-8000-000000000002',
      logicalAgentId: 'web-02',
      instanceId: `${ZOMBIE_ID.toUpperCase()} `,
    });

    const plan = planFor({ rows: { agents: [agent(), pointing] } });

    expect(refusalIn(plan)).toEqual({ guard: 'never-a-primary', reason: 'agent web-02 names it as its instance', liftedBy: null });
  });

  test('never take a row of another client', () => {
    const plan = planFor({ rows: { instances: [instance(), zombie({ clientId: OTHER_CLIENT })] } });

    expect(refusalIn(plan)).toEqual({ guard: 'never-a-foreign-client', reason: `it belongs to client ${OTHER_CLIENT}`, liftedBy: null });
  });

  test('never take what a source gives to another client', () => {
    const plan = planFor({ rows: { foreignInstanceIds: new Set([ZOMBIE_ID]) } });

    expect(refusalIn(plan)).toEqual({ guard: 'never-a-foreign-client', reason: 'the backend gives it to another client', liftedBy: null });
  });

  test('never take the machine spotctl runs on', () => {
    const plan = planFor({ facts: { ownInstanceId: ZOMBIE_ID } });

    expect(refusalIn(plan)).toEqual({ guard: 'never-this-machine', reason: 'spotctl itself runs on it', liftedBy: null });
  });

  test.for([
    ['2026-11-24', 'its tag spotctl:keep keeps it until 2026-11-25T00:00:00.000Z'],
    ['2026-11-23', 'its tag spotctl:keep keeps it until 2026-11-24T00:00:00.000Z'],
    ['2026-11-23T12:00:01Z', 'its tag spotctl:keep keeps it until 2026-11-23T12:00:01.000Z'],
    ['2026-11-23T11:30:00-01:00', 'its tag spotctl:keep keeps it until 2026-11-23T12:30:00.000Z'],
    ['', 'its tag spotctl:keep has no date, so it is kept until the tag is removed'],
    ['until monday', 'its tag spotctl:keep has no date, so it is kept until the tag is removed'],
    ['1', 'its tag spotctl:keep has no date, so it is kept until the tag is removed'],
    ['2026-02-31', 'its tag spotctl:keep has no date, so it is kept until the tag is removed'],
  ] as const)('never take what carries spotctl:keep=%s', ([keep, reason]) => {
    const plan = planFor({ cloud: [cloudInstance(), zombieCloud({ tags: { 'spotctl:keep': keep } })] });

    expect(refusalIn(plan)).toEqual({ guard: 'never-what-is-kept', reason, liftedBy: null });
  });

  test.for(['2026-11-22', '2026-11-23T11:59:59Z'])('let go what was kept until %s, which is over', (keep) => {
    const plan = planFor({ cloud: [cloudInstance(), zombieCloud({ tags: { 'spotctl:keep': keep } })] });

    expect(plan.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
  });
});

describe('guards that a flag of their own lifts', () => {
  test.for([
    [
      { tags: { LogicalAgentId: 'web-99' } },
      'tag-of-another-agent',
      'its tag names agent web-99, its row agent web-01',
      '--allow-foreign-tag',
    ],
    [
      { tags: { 'aws:autoscaling:groupName': 'web' } },
      'managed-by-another',
      'it belongs to Auto Scaling group web, which would replace it',
      '--allow-managed',
    ],
    [
      { tags: { 'aws:ec2:fleet-id': 'fleet-1' } },
      'managed-by-another',
      'it belongs to fleet fleet-1, which would replace it',
      '--allow-managed',
    ],
    [{ isServiceManaged: true }, 'managed-by-another', 'it belongs to a service of AWS, which would replace it', '--allow-managed'],
  ] as const)('refuse %o', ([facts, guard, reason, liftedBy]) => {
    const cloud = [cloudInstance(), zombieCloud(facts)];

    const plan = planFor({ cloud });
    const lifted = planFor({
      cloud,
      options: { allowsManaged: liftedBy === '--allow-managed', allowsForeignTag: liftedBy === '--allow-foreign-tag' },
    });

    expect(refusalIn(plan)).toEqual({ guard, reason, liftedBy });
    expect(lifted.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
  });

  test.for(['', 'default'])('take a LogicalAgentId tag of "%s" for no name at all', (tag) => {
    const plan = planFor({ cloud: [cloudInstance(), zombieCloud({ tags: { LogicalAgentId: tag } })] });

    expect(plan.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
  });

  test('refuse a protected instance unless it is named', () => {
    const protection = new Map([[ZOMBIE_ID, { ok: true, value: { termination: true, stop: true } } as const]]);

    const plan = planFor({ facts: { protection } });
    const other = planFor({ facts: { protection }, options: { unprotect: new Set([INSTANCE_ID]) } });
    const named = planFor({ facts: { protection }, options: { unprotect: new Set([ZOMBIE_ID]) } });

    const refusal = { guard: 'protected-instance', reason: 'termination and stop protection is on', liftedBy: `--unprotect ${ZOMBIE_ID}` };
    expect(refusalIn(plan)).toEqual(refusal);
    expect(refusalIn(other)).toEqual(refusal);
    expect(named.targets.map((target) => [target.id, target.protection])).toEqual([[ZOMBIE_ID, 'on']]);
  });

  test('refuse the last running instance of an agent', () => {
    const cloud = [cloudInstance({ state: 'stopped' }), zombieCloud(), cloudInstance({ id: id(7), tags: {} })];
    const rows = { instances: [instance(), zombie(), instance({ id: id(7), agentId: null })] };

    const plan = planFor({ rows, cloud });
    const lifted = planFor({ rows, cloud, options: { allowsNoPrimary: true } });

    const reason = 'no primary or replica of agent web-01 runs besides it';
    expect(refusalIn(plan)).toEqual({ guard: 'last-of-its-agent', reason, liftedBy: '--allow-no-primary' });
    expect(lifted.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
  });

  test('refuse all when they are more than half of what runs', () => {
    const rows = { instances: [instance(), zombie(), zombie({ id: id(1) })] };
    const cloud = [cloudInstance(), zombieCloud(), zombieCloud({ id: id(1) })];

    const plan = planFor({ rows, cloud });
    const lifted = planFor({ rows, cloud, options: { maxCount: 2 } });

    const reason = "2 of the client's 3 running instances would be terminated, which is more than half";
    expect(plan.targets).toEqual([]);
    expect(refusalIn(plan)).toEqual({ guard: 'too-many-at-once', reason, liftedBy: '--max-count 2' });
    expect(lifted.targets).toHaveLength(2);
  });

  test('refuse all when they are more than 25, or more than --max-count', () => {
    const zombies = Array.from({ length: 26 }, (_unused, position) => zombie({ id: id(position) }));
    const others = Array.from({ length: 26 }, (_unused, position) => instance({ id: id(100 + position), agentId: AGENT_ID }));
    const rows = { instances: [...others, ...zombies] };
    const cloud = [...others, ...zombies].map((row) => cloudInstance({ id: row.id }));

    const plan = planFor({ rows, cloud });
    const limited = planFor({ rows, cloud, options: { maxCount: 25 } });

    expect(plan.refusals).toHaveLength(26);
    expect(plan.refusals[0]?.reason).toBe('26 would be terminated, and more than 25 at once need a limit of their own');
    expect(limited.refusals[0]?.reason).toBe('26 would be terminated, and --max-count allows 25');
  });

  test('do not count what another guard has taken out already', () => {
    const rows = { instances: [instance(), zombie(), zombie({ id: id(1), isPrimary: true })] };
    const cloud = [cloudInstance(), zombieCloud(), zombieCloud({ id: id(1) })];

    const plan = planFor({ rows, cloud });

    expect(plan.targets.map((target) => target.id)).toEqual([ZOMBIE_ID]);
    expect(plan.refusals.map((refusal) => refusal.guard)).toEqual(['never-a-primary']);
  });
});

test('each guard has a name and a flag of its own', () => {
  const names = guards.map((guard) => guard.name);
  const flags = guards.flatMap((guard) => guard.flag ?? []);

  expect(new Set(names).size).toBe(names.length);
  expect(flags).toEqual(['--allow-foreign-tag', '--allow-managed', '--unprotect', '--allow-no-primary', '--max-count']);
});
