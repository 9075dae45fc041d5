import type { Agent } from '../../src/domain/agent.ts';
import type { CloudInstance } from '../../src/domain/cloud-instance.ts';
import type { FleetRows, FleetSnapshot } from '../../src/domain/fleet-snapshot.ts';
import type { Instance } from '../../src/domain/instance.ts';
import type { Replica } from '../../src/domain/replica.ts';
import { notAsked } from '../../src/domain/seen.ts';

export const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
export const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
export const INSTANCE_ID = 'i-0f75d6fccfb53a938';
export const NOW = '2026-11-23T12:00:00.000Z';

/** A healthy primary of the agent. */
export function instance(facts: Partial<Instance> = {}): Instance {
  return {
    id: INSTANCE_ID,
    clientId: CLIENT_ID,
    agentId: AGENT_ID,
    status: 'running_primary',
    isPrimary: true,
    isActive: true,
    instanceType: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1a',
    imageId: null,
    mode: 'spot',
    poolId: 't3.medium.ap-south-1a',
    spotPriceUsdPerHour: 0.0125,
    onDemandPriceUsdPerHour: 0.0416,
    installedAt: null,
    lastSwitchAt: null,
    updatedAt: null,
    zombieSince: null,
    terminatedAt: null,
    terminationAttemptedAt: null,
    terminationConfirmed: null,
    ...facts,
  };
}

/** An online agent that points at `INSTANCE_ID`. */
export function agent(facts: Partial<Agent> = {}): Agent {
  return {
    id: AGENT_ID,
    logicalAgentId: 'web-01',
    clientId: CLIENT_ID,
    status: 'online',
    isEnabled: true,
    instanceId: INSTANCE_ID,
    instanceType: 't3.medium',
    region: 'ap-south-1',
    az: 'ap-south-1a',
    mode: 'spot',
    lastHeartbeatAt: NOW,
    autoTerminateEnabled: true,
    autoSwitchEnabled: true,
    terminateWaitSeconds: 300,
    version: '4.0.0',
    ...facts,
  };
}

/** A running spot instance of the fleet, launched a day before `NOW`. */
export function cloudInstance(facts: Partial<CloudInstance> = {}): CloudInstance {
  return {
    id: INSTANCE_ID,
    region: 'ap-south-1',
    az: 'ap-south-1a',
    state: 'running',
    stateReason: null,
    transitionedAt: null,
    instanceType: 't3.medium',
    imageId: 'ami-0abcdef1234567890',
    lifecycle: 'spot',
    spotRequestId: 'sir-abcd1234',
    launchedAt: '2026-11-22T12:00:00.000Z',
    tags: { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' },
    isServiceManaged: false,
    volumes: [],
    networkInterfaces: [],
    elasticAddresses: [],
    ...facts,
  };
}

export function replica(facts: Partial<Replica> = {}): Replica {
  return {
    id: '7e900000-0000-4000-8000-000000000001',
    agentId: AGENT_ID,
    instanceId: 'i-07e9000000000001a',
    status: 'ready',
    isActive: true,
    region: 'ap-south-1',
    terminatedAt: null,
    terminationAttemptedAt: null,
    terminationConfirmed: null,
    ...facts,
  };
}

export function fleetRows(rows: Partial<FleetRows> = {}): FleetRows {
  return { agents: [agent()], instances: [instance()], replicas: [], foreignInstanceIds: new Set(), ...rows };
}

/** One agent with its running primary, seen by the backend and by EC2; no database. */
export function snapshot(facts: Partial<FleetSnapshot> = {}): FleetSnapshot {
  return {
    takenAt: NOW,
    client: { ok: true, value: { id: CLIENT_ID, name: 'Acme' } },
    backend: { ok: true, value: fleetRows() },
    database: notAsked('no database is configured'),
    regions: new Map([['ap-south-1', { ok: true, value: [cloudInstance()] }]]),
    account: { ok: true, value: '123456789012' },
    ...facts,
  };
}
