import {
  withDatabaseNotConfigured,
  withNoRegionKnown,
  withoutAws,
  withoutBackend,
  withoutBackendUrl,
  withoutDatabase,
  withoutLogs,
  withoutRegion,
  withoutSchema,
} from './blindness.ts';
import { ago, healthyWorld, schemaRow, see } from './world.ts';
import { type Injection, world, withProbe, unknownColumn } from './injection.ts';
import { fleetInjections } from './fleet-injections.ts';

const ofSchema: readonly Injection[] = [
  {
    code: 'SC101',
    defect: 'a table is missing',
    sick: () =>
      world(() => ({
        schemaRows: [schemaRow({ kind: 'table', table: 'system_events', name: 'system_events', state: 'missing', actual: null })],
      })),
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
    code: 'SC105',
    defect: 'two compared columns differ in collation',
    sick: () =>
      world(() => ({ schemaRows: [schemaRow({ kind: 'collation', name: 'agent_id', state: 'differs', actual: 'utf8mb4_general_ci' })] })),
    blind: withoutSchema,
  },
  {
    code: 'SC106',
    defect: 'the database refuses the connection',
    sick: () => withoutDatabase(see(healthyWorld())),
    blind: withDatabaseNotConfigured,
    blindStatus: 'skipped',
  },
  {
    code: 'SC107',
    defect: 'the server keeps Indian time',
    sick: () => world(({ server }) => ({ server: { ...server, utcOffsetSeconds: 19_800 } })),
    blind: withoutDatabase,
  },
  {
    code: 'SC108',
    defect: 'MariaDB is strict about times',
    sick: () => world(({ server }) => ({ server: { ...server, sqlModes: ['STRICT_TRANS_TABLES'] } })),
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
    code: 'EP205',
    defect: 'an endpoint takes five seconds',
    sick: () => world(withProbe('client agents', { durationMs: 5_000 })),
    blind: withoutBackend,
  },
  {
    code: 'EP206',
    defect: 'the list of clients is open to all',
    sick: () => world(withProbe('admin clients without a token', { status: 200, exposes: 'client data' })),
    blind: withoutBackend,
  },
  {
    code: 'EP207',
    defect: 'the backend is asked over plain HTTP',
    sick: () => world(() => ({ backendUrl: 'http://backend.test:5000' })),
    blind: withoutBackendUrl,
  },
  {
    code: 'EP208',
    defect: 'the backend’s clock is two minutes behind',
    sick: () => world(withProbe('health', { clockSkewSeconds: -120 })),
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

const sign = { path: 'backend.log', count: 3, at: ago(5) };

const ofLogs: readonly Injection[] = [
  {
    code: 'LG501',
    defect: 'the backend’s log tells of an unknown column',
    sick: () => world(({ logs }) => ({ logs: { ...logs, unknownColumns: [{ ...sign, line: unknownColumn }] } })),
    blind: withoutLogs,
  },
  {
    code: 'LG502',
    defect: 'the backend’s log tells of a sweep answered 500',
    sick: () => world(({ logs }) => ({ logs: { ...logs, failedSweeps: [{ ...sign, line: '"GET …/instances-to-terminate" 500' }] } })),
    blind: withoutLogs,
  },
  {
    code: 'LG503',
    defect: 'the agent’s log tells of no cleanup',
    sick: () => world(({ logs }) => ({ logs: { ...logs, cleanups: [] } })),
    blind: withoutLogs,
  },
];

export const injections: readonly Injection[] = [...ofSchema, ...ofEndpoints, ...ofAws, ...fleetInjections, ...ofLogs];
