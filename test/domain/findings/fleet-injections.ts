import { AGENT_ID, agent, cloudInstance, INSTANCE_ID, instance, replica } from '../../support/builders.ts';
import {
  withDatabaseNotConfigured,
  withoutAttributes,
  withoutAttribution,
  withoutAws,
  withoutBackend,
  withoutRegion,
  withoutRows,
} from './blindness.ts';
import { ago, FOREIGN_ID, LONG_GONE_ID, OTHER_AGENT_ID, offering, OTHER_PRIMARY_ID, REPLICA_ID, SPARE_ID, zombie } from './world.ts';
import { type Injection, world, withRow, withSpare } from './injection.ts';

export const fleetInjections: readonly Injection[] = [
  {
    code: 'FL401',
    defect: 'a terminated row still runs',
    sick: () => world(withSpare(zombie({ status: 'terminated', zombieSince: null, terminatedAt: ago(60) }))),
    blind: withoutAws,
  },
  {
    code: 'FL402',
    defect: 'a zombie outlives its wait',
    sick: () => world(withSpare(zombie({ zombieSince: ago(60) }))),
    blind: (input) => ({ ...withoutAttribution(input), offers: new Map() }),
    blindStatus: 'unknown',
  },
  { code: 'FL403', defect: 'a zombie stays active', sick: () => world(withSpare(zombie({ isActive: true }))), blind: withoutAws },
  { code: 'FL404', defect: 'an instance was launched by hand', sick: () => world(withSpare(null)), blind: withoutRows },
  {
    code: 'FL405',
    defect: 'a second primary registered itself',
    sick: () => world(withSpare(instance({ id: SPARE_ID }))),
    blind: withoutRows,
  },
  {
    code: 'FL406',
    defect: 'an agent registered without an instance',
    sick: () => world(({ agents }) => ({ agents: [...agents, agent({ id: 'new', logicalAgentId: 'new-01', instanceId: null })] })),
    blind: withoutRows,
  },
  {
    code: 'FL407',
    defect: 'AWS took the primary back',
    sick: () =>
      world(({ clouds }) => ({ clouds: clouds.map((cloud) => (cloud.id === INSTANCE_ID ? { ...cloud, state: 'terminated' } : cloud)) })),
    blind: withoutRegion('ap-south-1'),
  },
  {
    code: 'FL408',
    defect: 'a heartbeat repointed the agent to its replica',
    sick: () => world(({ agents }) => ({ agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, instanceId: REPLICA_ID } : row)) })),
    blind: withoutRows,
  },
  {
    code: 'FL409',
    defect: 'the report of a termination was lost',
    sick: () =>
      world(({ instances }) => ({ instances: [...instances, zombie({ zombieSince: ago(60), terminationAttemptedAt: ago(50) })] })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL410',
    defect: 'the row has another type',
    sick: () => world(withRow(INSTANCE_ID, { instanceType: 'm5.large' })),
    blind: withoutAws,
  },
  {
    code: 'FL411',
    defect: 'the agent stopped reporting',
    sick: () =>
      world(({ agents }) => ({ agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, lastHeartbeatAt: ago(30) } : row)) })),
    blind: withoutAws,
  },
  {
    code: 'FL412',
    defect: 'the sweep offers an instance of another client',
    sick: () => world(({ offers }) => ({ offers: new Map([...offers, [AGENT_ID, offering([FOREIGN_ID])]]) })),
    blind: withoutBackend,
  },
  {
    code: 'FL413',
    defect: 'auto-terminate is off while a zombie waits',
    sick: () =>
      world((healthy) => ({
        ...withSpare(zombie())(healthy),
        agents: healthy.agents.map((row) => (row.id === AGENT_ID ? { ...row, autoTerminateEnabled: false } : row)),
      })),
    blind: withoutAws,
  },
  {
    code: 'FL414',
    defect: 'a zombie was launched by a persistent spot request',
    sick: () => world((healthy) => ({ ...withSpare(zombie())(healthy), persistentRequests: ['sir-abcd1234'] })),
    blind: withoutAttributes,
  },
  {
    code: 'FL415',
    defect: 'a zombie is protected',
    sick: () => world((healthy) => ({ ...withSpare(zombie())(healthy), protection: { termination: true, stop: false } })),
    blind: withoutAttributes,
  },
  {
    code: 'FL416',
    defect: 'a replica was only marked as terminated',
    sick: () => world(() => ({ replicas: [replica({ instanceId: REPLICA_ID, status: 'terminated' })] })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL417',
    defect: 'the API’s list stops before its end',
    sick: () => world(() => ({ unlisted: [LONG_GONE_ID] })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL418',
    defect: 'a disabled agent has a zombie and no primary',
    sick: () =>
      world(({ agents, instances, clouds }) => ({
        agents: [...agents, agent({ id: 'idle', logicalAgentId: 'idle-01', isEnabled: false, instanceId: null })],
        instances: [...instances, zombie({ agentId: 'idle' })],
        clouds: [...clouds, cloudInstance({ id: SPARE_ID, tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'idle-01' } })],
      })),
    blind: withoutAws,
  },
  {
    code: 'FL419',
    defect: 'the sweep offers the primary to its own agent',
    sick: () => world(({ offers }) => ({ offers: new Map([...offers, [AGENT_ID, offering([INSTANCE_ID])]]) })),
    blind: withoutBackend,
  },
  {
    code: 'FL420',
    defect: 'a running primary is not active',
    sick: () => world(withRow(OTHER_PRIMARY_ID, { isActive: false })),
    blind: withoutRows,
  },
  {
    code: 'FL421',
    defect: 'a replica that was never launched became ready',
    sick: () => world(({ replicas }) => ({ replicas: [...replicas, replica({ id: 'r2', instanceId: 'replica-7e900000' })] })),
    blind: withoutRows,
  },
  {
    code: 'FL422',
    defect: 'reports of prices keep touching a zombie',
    sick: () =>
      world((healthy) => {
        const { instances = [], ...rest } = withSpare(zombie({ zombieSince: null, updatedAt: ago(3) }))(healthy);
        return { ...rest, instances: instances.map((row) => (row.id === INSTANCE_ID ? { ...row, installedAt: ago(60) } : row)) };
      }),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL423',
    defect: 'an agent points at an instance of another client',
    sick: () =>
      world(({ agents }) => ({ agents: agents.map((row) => (row.id === OTHER_AGENT_ID ? { ...row, instanceId: FOREIGN_ID } : row)) })),
    blind: withoutAttribution,
    blindStatus: 'skipped',
  },
  {
    code: 'FL424',
    defect: 'a primary was registered with is_primary 2',
    sick: () => world(withRow(OTHER_PRIMARY_ID, { strangeValues: ['is_primary=2'] })),
    blind: withoutRows,
  },
  {
    code: 'FL425',
    defect: 'a wait was set to minus five minutes',
    sick: () =>
      world(({ agents }) => ({ agents: agents.map((row) => (row.id === AGENT_ID ? { ...row, terminateWaitSeconds: -300 } : row)) })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL426',
    defect: 'a primary was promoted before it was reported',
    sick: () => world(withRow(OTHER_PRIMARY_ID, { agentId: null })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'FL427',
    defect: 'the sweep offers what was confirmed long ago',
    sick: () => world(({ offers }) => ({ offers: new Map([...offers, [AGENT_ID, offering([LONG_GONE_ID])]]) })),
    blind: withoutBackend,
  },
  {
    code: 'FL428',
    defect: 'switches were booked without their times',
    sick: () => world(() => ({ untimedSwitches: [{ agentId: AGENT_ID, count: 2, newestAt: ago(60) }] })),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
];
