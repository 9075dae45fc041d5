import { expect, test } from 'vitest';
import { judge } from '../../../src/domain/diagnosis.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { AGENT_ID, agent, cloudInstance, INSTANCE_ID, instance, replica } from '../../support/builders.ts';
import { withoutRegion } from './blindness.ts';
import { withRow } from './injection.ts';
import {
  ago,
  HEALTHY_DAY,
  healthyWorld,
  LONG_GONE_ID,
  OTHER_AGENT_ID,
  offering,
  REPLICA_ID,
  see,
  SPARE_ID,
  type World,
  zombie,
} from './world.ts';

type Change = (healthy: World) => Partial<World>;

function codesIn(change: Change): readonly string[] {
  const healthy = healthyWorld();
  const { findings } = judge(see({ ...healthy, ...change(healthy) }), { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 });
  return findings.map(({ code }) => code);
}

const spare = cloudInstance({ id: SPARE_ID });

/** A zombie that runs in EC2. */
function withZombie(facts: Partial<Instance>, more: Change = () => ({})): Change {
  return (healthy) => ({ instances: [...healthy.instances, zombie(facts)], clouds: [...healthy.clouds, spare], ...more(healthy) });
}

function withAgent(facts: Parameters<typeof agent>[0]): Change {
  return ({ agents }) => ({ agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, ...facts } : row)) });
}

function withPrimary(facts: Partial<Instance>): Change {
  return ({ instances }) => ({ instances: instances.map((row) => (row.id === INSTANCE_ID ? { ...row, ...facts } : row)) });
}

function withInvisiblePrimary(facts: Partial<Instance>): Change {
  return (healthy) => ({ ...withPrimary(facts)(healthy), clouds: healthy.clouds.filter(({ id }) => id !== INSTANCE_ID) });
}

function withOffer(id: string): Change {
  return ({ offers }) => ({ offers: new Map([...offers, [AGENT_ID, offering([id])]]) });
}

function withCloud(id: string, facts: Parameters<typeof cloudInstance>[0]): Change {
  return ({ clouds }) => ({ clouds: clouds.map((cloud) => (cloud.id === id ? { ...cloud, ...facts } : cloud)) });
}

const zombies: readonly (readonly [string, Change, readonly string[]])[] = [
  ['a zombie within its wait', withZombie({ zombieSince: ago(4) }), []],
  [
    'a zombie whose wait of 0 counts as five minutes',
    withZombie({ zombieSince: ago(6) }, withAgent({ terminateWaitSeconds: 0 })),
    ['FL425'],
  ],
  ['a zombie whose wait is over but whose agent has not polled since', withZombie({ zombieSince: ago(6) }), []],
  ['a zombie whose short wait is long over', withZombie({ zombieSince: ago(6) }, withAgent({ terminateWaitSeconds: 60 })), ['FL402']],
  ['a zombie whose wait is longer than its age', withZombie({ zombieSince: ago(60) }, withAgent({ terminateWaitSeconds: 7_200 })), []],
  ['a zombie of unknown age that was touched just now', withZombie({ zombieSince: null, updatedAt: ago(1) }), []],
  ['a zombie of unknown age that nothing touched for long', withZombie({ zombieSince: null, updatedAt: ago(60) }), ['FL402']],
  ['a zombie whose termination was tried, and which runs', withZombie({ terminationAttemptedAt: ago(60) }), ['FL402']],
  [
    'a zombie whose termination was tried a moment ago, and which is on its way out',
    ({ instances, clouds }) => ({
      instances: [...instances, zombie({ terminationAttemptedAt: ago(2) })],
      clouds: [...clouds, { ...spare, state: 'shutting-down' }],
    }),
    [],
  ],
  [
    'a stopped zombie, which costs nothing',
    (healthy) => ({ ...withZombie({ zombieSince: ago(60) })(healthy), clouds: [...healthy.clouds, { ...spare, state: 'stopped' }] }),
    [],
  ],
  [
    'a zombie that was demoted while its successor failed to register',
    (healthy) => ({ ...withPrimary({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: ago(1) })(healthy) }),
    ['FL406', 'FL418'],
  ],
  [
    'a zombie whose successor is but a placeholder',
    withZombie({ zombieSince: ago(1) }, ({ agents, clouds, instances }) => ({
      clouds: [...clouds.filter(({ id }) => id !== INSTANCE_ID), spare],
      agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, instanceId: 'replica-7e900000' } : row)),
      instances: [
        ...instances.filter(({ id }) => id !== INSTANCE_ID),
        zombie({ zombieSince: ago(1) }),
        instance({ id: 'replica-7e900000', installedAt: null, updatedAt: null }),
      ],
    })),
    ['FL418', 'FL421'],
  ],
];

const primaries: readonly (readonly [string, Change, readonly string[]])[] = [
  [
    'a replacement that registered itself while the old primary ended',
    ({ instances, clouds, agents }) => ({
      agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, instanceId: SPARE_ID } : row)),
      instances: [...instances, instance({ id: SPARE_ID })],
      clouds: [...clouds.filter(({ id }) => id !== INSTANCE_ID), spare, cloudInstance({ state: 'terminated' })],
    }),
    ['FL405'],
  ],
  ['a primary that AWS is taking back', withCloud(INSTANCE_ID, { state: 'shutting-down' }), ['FL407']],
  ['a hibernated primary', withCloud(INSTANCE_ID, { state: 'stopped' }), ['FL407']],
  ['a primary that is starting', withCloud(INSTANCE_ID, { state: 'pending' }), []],
  ['a primary that EC2 no longer returns, in the right account', withInvisiblePrimary({ installedAt: HEALTHY_DAY }), ['FL407']],
  [
    'a primary that EC2 does not show, and whose agent fell silent before',
    (healthy) => ({ ...withInvisiblePrimary({ installedAt: ago(1) })(healthy), ...withAgent({ lastHeartbeatAt: ago(20) })(healthy) }),
    ['FL407'],
  ],
  ['a primary that was launched a moment ago and that EC2 does not show yet', withInvisiblePrimary({ installedAt: ago(1) }), []],
  [
    'a zombie whose successor EC2 does not show yet',
    (healthy) => ({
      ...withInvisiblePrimary({ installedAt: ago(1) })(healthy),
      instances: [...(withInvisiblePrimary({ installedAt: ago(1) })(healthy).instances ?? []), zombie()],
      clouds: [...healthy.clouds.filter(({ id }) => id !== INSTANCE_ID), spare],
    }),
    [],
  ],
  [
    'a whole fleet that was launched a moment ago',
    ({ instances }) => ({ instances: instances.map((row) => ({ ...row, installedAt: ago(1) })), clouds: [] }),
    [],
  ],
  ['a primary whose status no contract knows', withPrimary({ status: 'unknown' }), ['FL406']],
  ['a primary whose is_primary nobody wrote', withPrimary({ isPrimary: null }), []],
  ['a terminated id that was registered again', withPrimary({ terminatedAt: HEALTHY_DAY, terminationConfirmed: true }), ['FL420']],
  [
    'a disabled agent without a primary',
    ({ agents }) => ({ agents: [...agents, agent({ id: 'x', isEnabled: false, instanceId: null })] }),
    [],
  ],
  ['a deleted agent that fell silent while its machine still runs', withAgent({ status: 'deleted', lastHeartbeatAt: ago(9_000) }), []],
  ['an agent that points at a placeholder while its primary runs', withAgent({ instanceId: 'replica-7e900000' }), ['FL421']],
  ['an agent that points nowhere while its primary runs', withAgent({ instanceId: null }), ['FL408']],
  [
    'two agents that point at one instance',
    ({ agents }) => ({ agents: agents.map((row) => (row.id === OTHER_AGENT_ID ? { ...row, instanceId: INSTANCE_ID } : row)) }),
    ['FL423'],
  ],
];

const others: readonly (readonly [string, Change, readonly string[]])[] = [
  [
    'a replica that was promoted and keeps its book entry',
    () => ({ replicas: [replica({ instanceId: INSTANCE_ID, status: 'promoted' }), replica({ id: 'r2', instanceId: REPLICA_ID })] }),
    [],
  ],
  [
    'a replica that launches under its placeholder',
    ({ replicas }) => ({ replicas: [...replicas, replica({ id: 'r2', instanceId: 'replica-7e900000', status: 'launching' })] }),
    [],
  ],
  [
    'a replica that was cancelled before it was launched',
    ({ replicas }) => ({ replicas: [...replicas, replica({ id: 'r2', instanceId: 'replica-7e900000', status: 'terminated' })] }),
    [],
  ],
  [
    'a terminated replica whose row says so too',
    (healthy) => ({
      replicas: [replica({ instanceId: REPLICA_ID, status: 'terminated' })],
      instances: healthy.instances.map((row) => (row.id === REPLICA_ID ? { ...row, status: 'terminated', isActive: false } : row)),
    }),
    ['FL401'],
  ],
  [
    'an instance launched two minutes ago and not registered yet',
    ({ clouds }) => ({ clouds: [...clouds, { ...spare, launchedAt: ago(2) }] }),
    [],
  ],
  [
    'a machine of another client under its own tags',
    ({ clouds }) => ({ clouds: [...clouds, { ...spare, tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'theirs' } }] }),
    [],
  ],
  ['a machine of another client under the tags of our agent', ({ clouds }) => ({ clouds: [...clouds, spare], foreignIds: [SPARE_ID] }), []],
  [
    'a stopped ghost',
    (healthy) =>
      withCloud(LONG_GONE_ID, {})({ ...healthy, clouds: [...healthy.clouds, cloudInstance({ id: LONG_GONE_ID, state: 'stopped' })] }),
    ['FL401'],
  ],
  ['an account in which nothing of the fleet runs', () => ({ clouds: [] }), ['AW304']],
  ['a negative wait where auto-terminate is off', withAgent({ terminateWaitSeconds: -300, autoTerminateEnabled: false }), []],
  ['a negative wait of a deleted agent', withAgent({ terminateWaitSeconds: -300, status: 'deleted' }), []],
  ['a wait that nobody wrote', withAgent({ terminateWaitSeconds: null }), ['FL425']],
  ['a strange value in a row that ended long ago', withRow(LONG_GONE_ID, { strangeValues: ['is_primary=NULL'] }), []],
  ['a replica without an agent of its own', withRow(REPLICA_ID, { agentId: null }), []],
  ['a replica that another client’s agent took over', withRow(REPLICA_ID, { agentId: 'theirs' }), ['FL426']],
  [
    'a deleted replica that serves, while the sweep fails: repaired, it would offer the primary',
    (healthy) => ({
      replicas: [...healthy.replicas, replica({ id: 'r2', instanceId: INSTANCE_ID, status: 'terminated' })],
      offers: new Map([[AGENT_ID, { ok: false, why: 'GET … answered 500', code: 'BACKEND_DATABASE' }]]),
    }),
    ['FL419'],
  ],
  [
    'a deleted replica that serves, which the sweep does not offer',
    ({ replicas }) => ({ replicas: [...replicas, replica({ id: 'r2', instanceId: INSTANCE_ID, status: 'terminated' })] }),
    [],
  ],
  ['the offer of a placeholder', withOffer('replica-7e900000'), ['FL427']],
  [
    'the offer of a confirmed instance that runs all the same',
    (healthy) => ({ ...withOffer(LONG_GONE_ID)(healthy), clouds: [...healthy.clouds, cloudInstance({ id: LONG_GONE_ID })] }),
    ['FL401'],
  ],
  ['untimed switches of an agent that is gone', () => ({ untimedSwitches: [{ agentId: 'gone', count: 1, newestAt: null }] }), []],
];

test.each([...zombies, ...primaries, ...others].map(([what, change, codes]) => ({ what, change, codes })))(
  'judges $what as $codes',
  ({ change, codes }) => {
    expect(codesIn(change)).toEqual(codes);
  },
);

test('calls a primary neither down nor up that EC2 does not show and that nobody dates', () => {
  const healthy = healthyWorld();
  const input = see({ ...healthy, ...withInvisiblePrimary({ installedAt: null })(healthy) });

  const check = judge(input, { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 }).checks.find(({ id }) => id === 'FL407');

  expect(check).toMatchObject({
    status: 'unknown',
    detail: `EC2 does not return ${INSTANCE_ID}, and no source that was seen says since when it is booked`,
  });
});

test('calls no primary down while another one of its agent may run where EC2 was not seen', () => {
  const healthy = healthyWorld();
  const sick = {
    ...healthy,
    instances: [...(withPrimary({ region: 'us-east-1' })(healthy).instances ?? []), instance({ id: SPARE_ID, region: 'us-east-1' })],
    clouds: [
      ...healthy.clouds.filter(({ id }) => id !== INSTANCE_ID),
      spare,
      cloudInstance({ region: 'us-east-1', state: 'shutting-down' }),
    ],
  };

  const { findings } = judge(withoutRegion('ap-south-1')(see(sick)), { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 });

  expect(findings.filter(({ code, subject }) => code === 'FL407' && subject.id === INSTANCE_ID)).toEqual([]);
});

test('leaves out the check of a primary that was booked a moment ago, so that the fleet is healthy', () => {
  const healthy = healthyWorld();
  const input = see({ ...healthy, ...withInvisiblePrimary({ installedAt: ago(1) })(healthy) });

  const { status, checks } = judge(input, { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 });

  expect(status).toBe('healthy');
  expect(checks.find(({ id }) => id === 'FL407')).toMatchObject({ status: 'skipped' });
});

test('says why EC2 ended a primary, in EC2’s own words', () => {
  const healthy = healthyWorld();
  const stateReason = { code: 'Server.SpotInstanceTermination', message: 'Server.SpotInstanceTermination: Spot instance termination' };
  const taken = withCloud(INSTANCE_ID, { state: 'terminated', stateReason })(healthy);

  const { findings } = judge(see({ ...healthy, ...taken }), { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 });

  expect(findings.map(({ code, evidence }) => [code, evidence.aws])).toEqual([
    ['FL407', 'terminated, t3.medium spot in ap-south-1a, Server.SpotInstanceTermination: Spot instance termination'],
  ]);
});
