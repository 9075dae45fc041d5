import type { DiagnosisInput, EndpointProbe } from '../../../src/domain/findings/diagnosis-input.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { AGENT_ID, agent, cloudInstance, INSTANCE_ID, instance, replica } from '../../support/builders.ts';
import {
  type Blindness,
  withDatabaseNotConfigured,
  withNoRegionKnown,
  withoutAttribution,
  withoutAws,
  withoutBackend,
  withoutDatabase,
  withoutRegion,
  withoutRows,
  withoutSchema,
} from './blindness.ts';
import {
  ago,
  FOREIGN_ID,
  healthyWorld,
  OTHER_AGENT_ID,
  OTHER_PRIMARY_ID,
  REPLICA_ID,
  schemaRow,
  see,
  SPARE_ID,
  type World,
  zombie,
} from './world.ts';

/** One defect put into a healthy fleet, and a source without which it cannot be judged. */
export interface Injection {
  readonly code: string;
  readonly defect: string;
  readonly sick: () => DiagnosisInput;
  /** Findings that this one cannot come without. */
  readonly brings?: readonly string[];
  /** `null` where the finding is about the source itself, so that it cannot be unseen. */
  readonly blind: Blindness | null;
  readonly blindStatus?: 'unknown' | 'skipped';
}

function world(change: (healthy: World) => Partial<World>): DiagnosisInput {
  const healthy = healthyWorld();
  return see({ ...healthy, ...change(healthy) });
}

function withRow(id: string, facts: Partial<Instance>): (healthy: World) => Partial<World> {
  return ({ instances }) => ({ instances: instances.map((row) => (row.id === id ? { ...row, ...facts } : row)) });
}

function withSpare(row: Instance | null): (healthy: World) => Partial<World> {
  return ({ instances, clouds }) => ({
    instances: row === null ? instances : [...instances, row],
    clouds: [...clouds, cloudInstance({ id: SPARE_ID })],
  });
}

function withProbe(name: string, facts: Partial<EndpointProbe>): (healthy: World) => Partial<World> {
  return ({ endpoints }) => ({ endpoints: endpoints.map((probe) => (probe.name === name ? { ...probe, ...facts } : probe)) });
}

const unknownColumn = "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'";

const ofSchema: readonly Injection[] = [
  {
    code: 'SC101',
    defect: 'a table is missing',
    sick: () => world(() => ({ schemaRows: [schemaRow({ kind: 'table', name: 'instances', state: 'missing', actual: null })] })),
    blind: withoutSchema,
  },
  {
    code: 'SC102',
    defect: 'a column is missing',
    sick: () =>
      world(() => ({ schemaRows: [schemaRow({ kind: 'column', name: 'termination_attempted_at', state: 'missing', actual: null })] })),
    blind: withoutSchema,
  },
  {
    code: 'SC103',
    defect: 'a column has another type',
    sick: () => world(() => ({ schemaRows: [schemaRow({ kind: 'column', name: 'terminated_at', state: 'differs', actual: 'text' })] })),
    blind: withoutSchema,
  },
  {
    code: 'SC104',
    defect: 'an index is missing',
    sick: () => world(() => ({ schemaRows: [schemaRow({ kind: 'index', name: 'idx', state: 'missing', actual: null })] })),
    blind: withoutSchema,
  },
  {
    code: 'SC106',
    defect: 'the database refuses the connection',
    sick: () => withoutDatabase(see(healthyWorld())),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
];

const ofEndpoints: readonly Injection[] = [
  { code: 'EP201', defect: 'the backend refuses the connection', sick: () => withoutBackend(see(healthyWorld())), blind: null },
  {
    code: 'EP202',
    defect: 'an endpoint refuses the token',
    sick: () => world(withProbe('instances-to-terminate', { outcome: 'denied', status: 401 })),
    blind: withoutBackend,
  },
  {
    code: 'EP203',
    defect: 'an endpoint answers 500',
    sick: () => world(withProbe('instances-to-terminate', { outcome: 'failed', status: 500, detail: unknownColumn })),
    brings: ['EP209'],
    blind: withoutBackend,
  },
  {
    code: 'EP204',
    defect: 'an endpoint answers HTML',
    sick: () => world(withProbe('client agents', { outcome: 'malformed', detail: 'HTML where JSON was due' })),
    blind: withoutBackend,
  },
  {
    code: 'EP209',
    defect: 'health says its database is gone',
    sick: () => world(withProbe('health', { detail: 'database: disconnected' })),
    blind: withoutBackend,
  },
];

const ofAws: readonly Injection[] = [
  { code: 'AW301', defect: 'there are no credentials', sick: () => withoutAws(see(healthyWorld())), blind: withNoRegionKnown },
  {
    code: 'AW302',
    defect: 'a region denies DescribeInstances',
    sick: () => withoutRegion('us-east-1', 'AWS_DENIED')(see(healthyWorld())),
    blind: withoutAws,
  },
  { code: 'AW303', defect: 'terminating is not permitted', sick: () => world(() => ({ mayTerminate: false })), blind: withoutAws },
  {
    code: 'AW304',
    defect: 'EC2 returns nothing of the fleet',
    sick: () => world(() => ({ clouds: [] })),
    blind: withoutRegion('us-east-1'),
  },
];

const ofFleet: readonly Injection[] = [
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
    blind: withoutAttribution,
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
    code: 'FL416',
    defect: 'a replica was only marked as terminated',
    sick: () => world(() => ({ replicas: [replica({ instanceId: REPLICA_ID, status: 'terminated' })] })),
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
    code: 'FL423',
    defect: 'an agent points at an instance of another client',
    sick: () =>
      world(({ agents }) => ({ agents: agents.map((row) => (row.id === OTHER_AGENT_ID ? { ...row, instanceId: FOREIGN_ID } : row)) })),
    blind: withoutAttribution,
    blindStatus: 'skipped',
  },
];

export const injections: readonly Injection[] = [...ofSchema, ...ofEndpoints, ...ofAws, ...ofFleet];
