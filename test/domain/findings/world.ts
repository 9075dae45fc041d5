import type { Agent } from '../../../src/domain/agent.ts';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import type { DatabaseServerFacts, DiagnosisInput, EndpointProbe, Protection } from '../../../src/domain/findings/diagnosis-input.ts';
import type { LogFacts } from '../../../src/domain/findings/log-facts.ts';
import type { FleetRows } from '../../../src/domain/fleet-snapshot.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import type { Replica } from '../../../src/domain/replica.ts';
import type { SchemaRow } from '../../../src/domain/schema/compare-schema.ts';
import type { Seen } from '../../../src/domain/seen.ts';
import type { SpotPrice } from '../../../src/domain/spot-price.ts';
import type { UntimedSwitches } from '../../../src/domain/untimed-switches.ts';
import type { SweepOffers } from '../../../src/domain/sweep-offers.ts';
import { AGENT_ID, agent, CLIENT_ID, cloudInstance, instance, NOW, replica } from '../../support/builders.ts';

/** The truth of a fleet; `see` lets each source tell its part of it. */
export interface World {
  readonly agents: readonly Agent[];
  readonly instances: readonly Instance[];
  readonly replicas: readonly Replica[];
  readonly clouds: readonly CloudInstance[];
  readonly foreignIds: readonly string[];
  readonly schemaRows: readonly SchemaRow[];
  readonly endpoints: readonly EndpointProbe[];
  /** What the sweep offers; to agents that are no keys it offers nothing. */
  readonly offers: ReadonlyMap<string, Seen<SweepOffers>>;
  readonly spotPrices: readonly SpotPrice[];
  readonly mayTerminate: boolean;
  readonly server: DatabaseServerFacts;
  readonly backendUrl: string;
  readonly persistentRequests: readonly string[];
  /** Of whatever is unwanted. */
  readonly protection: Protection;
  readonly logs: LogFacts;
  readonly untimedSwitches: readonly UntimedSwitches[];
  /** Ids that the API's list leaves out. */
  readonly unlisted: readonly string[];
}

export const OTHER_AGENT_ID = '0b5e0000-0000-4000-8000-00000000000b';
export const OTHER_PRIMARY_ID = 'i-0aaaaaaaaaaaaaaa2';
export const REPLICA_ID = 'i-0aaaaaaaaaaaaaaa3';
export const LONG_GONE_ID = 'i-0aaaaaaaaaaaaaaa4';
export const SPARE_ID = 'i-0bbbbbbbbbbbbbbb1';
export const FOREIGN_ID = 'i-0cccccccccccccccc';
export const HEALTHY_DAY = '2026-11-01T00:00:00.000Z';

/** Moments before `NOW`. */
export function ago(minutes: number): string {
  return new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
}

/** Two agents in two regions, each with its primary, a replica, and a row that was terminated long ago. */
export function healthyWorld(): World {
  const other = { region: 'us-east-1', az: 'us-east-1a', poolId: 't3.medium.us-east-1a' };
  return {
    agents: [
      agent(),
      agent({ id: OTHER_AGENT_ID, logicalAgentId: 'api-01', instanceId: OTHER_PRIMARY_ID, region: 'us-east-1', az: 'us-east-1a' }),
    ],
    instances: [
      instance(),
      instance({ id: OTHER_PRIMARY_ID, agentId: OTHER_AGENT_ID, ...other }),
      instance({ id: REPLICA_ID, status: 'running_replica', isPrimary: false }),
      instance({
        id: LONG_GONE_ID,
        status: 'terminated',
        isPrimary: false,
        isActive: false,
        terminatedAt: HEALTHY_DAY,
        terminationAttemptedAt: HEALTHY_DAY,
        terminationConfirmed: true,
      }),
    ],
    replicas: [replica({ instanceId: REPLICA_ID })],
    clouds: [
      cloudInstance(),
      cloudInstance({
        id: OTHER_PRIMARY_ID,
        region: 'us-east-1',
        az: 'us-east-1a',
        tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'api-01' },
      }),
      cloudInstance({ id: REPLICA_ID }),
      cloudInstance({ id: FOREIGN_ID, tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'theirs' } }),
    ],
    foreignIds: [FOREIGN_ID],
    schemaRows: [
      schemaRow({ kind: 'table', name: 'instances' }),
      schemaRow({ kind: 'column', name: 'termination_attempted_at' }),
      schemaRow({ kind: 'index', name: 'idx_instances_zombie_termination' }),
    ],
    endpoints: [
      probe({ name: 'health', path: '/health', clockSkewSeconds: 0.2 }),
      probe({ name: 'admin clients without a token', path: '/api/admin/clients', status: 401, exposes: 'nothing' }),
      probe({ name: 'client agents', path: `/api/client/${CLIENT_ID}/agents` }),
      probe({ name: 'instances-to-terminate', path: `/api/agents/${AGENT_ID}/instances-to-terminate` }),
      probe({ name: 'database-schema', path: '/api/health/database-schema', outcome: 'absent', status: 404 }),
    ],
    offers: new Map(),
    spotPrices: [{ instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: HEALTHY_DAY }],
    mayTerminate: true,
    server: { flavour: 'mariadb', utcOffsetSeconds: 0, clockSkewSeconds: 0.1, sqlModes: ['NO_ENGINE_SUBSTITUTION'] },
    backendUrl: 'https://backend.test',
    persistentRequests: [],
    protection: { termination: false, stop: false },
    logs: {
      sinceSeconds: 3_600,
      files: [
        { path: 'backend.log', kind: 'backend', lines: 40 },
        { path: 'agent.log', kind: 'agent', lines: 20 },
      ],
      unknownColumns: [],
      failedSweeps: [],
      cleanups: [{ path: 'agent.log', count: 60, line: 'Cleanup: nothing to terminate', at: ago(1) }],
    },
    untimedSwitches: [],
    unlisted: [],
  };
}

/** The sweep's answer to an agent whose auto-terminate is on. */
export function offering(ids: readonly string[]): Seen<SweepOffers> {
  const offers = ids.map((instanceId) => ({ instanceId, reason: 'zombie_timeout', secondsWaiting: 4_000 }));
  return { ok: true, value: { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers } };
}

export function schemaRow(row: Pick<SchemaRow, 'kind' | 'name'> & Partial<SchemaRow>): SchemaRow {
  return { table: 'instances', expected: 'as required', actual: 'as required', state: 'ok', breaks: [], ...row };
}

export function probe(facts: Pick<EndpointProbe, 'name' | 'path'> & Partial<EndpointProbe>): EndpointProbe {
  return { method: 'GET', outcome: 'ok', status: 200, durationMs: 12, detail: null, errorCode: null, ...facts };
}

/** The zombie that a healthy switch leaves behind for some minutes. */
export function zombie(facts: Partial<Instance> = {}): Instance {
  return instance({ id: SPARE_ID, status: 'zombie', isPrimary: false, isActive: false, zombieSince: ago(2), ...facts });
}

/** What every source tells of the world: the API leaves out what its lists leave out. */
export function see(world: World): DiagnosisInput {
  const rows: FleetRows = {
    agents: world.agents,
    instances: world.instances,
    replicas: world.replicas,
    foreignInstanceIds: new Set(world.foreignIds),
  };
  const regions = [...new Set(world.agents.flatMap(({ region }) => region ?? []))];
  return {
    fleet: {
      takenAt: NOW,
      client: { ok: true, value: { id: CLIENT_ID, name: 'Acme' } },
      backend: { ok: true, value: overHttp({ ...rows, instances: rows.instances.filter(({ id }) => !world.unlisted.includes(id)) }) },
      database: { ok: true, value: rows },
      regions: new Map(regions.map((region) => [region, { ok: true, value: world.clouds.filter((cloud) => cloud.region === region) }])),
      account: { ok: true, value: '123456789012' },
    },
    schema: { ok: true, value: { source: 'database', rows: world.schemaRows } },
    endpoints: world.endpoints,
    offers: new Map([...world.agents.map(({ id }) => [id, offering([])] as const), ...world.offers]),
    mayTerminate: new Map(regions.map((region) => [region, { ok: true, value: world.mayTerminate }])),
    spotPrices: world.spotPrices,
    server: { ok: true, value: world.server },
    untimedSwitches: { ok: true, value: world.untimedSwitches },
    backendUrl: world.backendUrl,
    persistentRequests: new Map(regions.map((region) => [region, { ok: true, value: new Set(world.persistentRequests) }])),
    protections: new Map(world.clouds.map(({ id }) => [id, { ok: true, value: world.protection }])),
    logs: { ok: true, value: world.logs },
  };
}

function overHttp(rows: FleetRows): FleetRows {
  const hidden = {
    imageId: null,
    updatedAt: null,
    zombieSince: null,
    terminatedAt: null,
    terminationAttemptedAt: null,
    terminationConfirmed: null,
  };
  return {
    ...rows,
    agents: rows.agents.map((row) => ({ ...row, terminateWaitSeconds: null })),
    instances: rows.instances.map((row) => ({ ...row, ...hidden })),
    replicas: rows.replicas.filter(({ status, isActive }) => status !== 'terminated' && status !== 'promoted' && isActive !== false),
  };
}
