import type { Agent } from '../../domain/agent.ts';
import type { Instance, InstanceStatus, PurchaseMode } from '../../domain/instance.ts';
import type { Replica, ReplicaStatus } from '../../domain/replica.ts';
import type { clientAgents, clientInstances, clientReplicas } from '../../wire/client-fleet.ts';
import type { ResponseOf } from '../../wire/endpoint.ts';
import { strangeValues } from '../../domain/strange-values.ts';
import { fromOptionalTime } from './backend-times.ts';

export function toAgent(row: ResponseOf<typeof clientAgents>[number], clientId: string): Agent {
  return {
    id: row.id,
    logicalAgentId: row.logicalAgentId,
    clientId,
    status: row.status ?? 'unknown',
    isEnabled: toBoolean(row.enabled),
    instanceId: row.instanceId,
    instanceType: row.instanceType,
    region: row.region,
    az: row.az,
    mode: toMode(row.currentMode),
    lastHeartbeatAt: fromOptionalTime(row.lastHeartbeat),
    autoTerminateEnabled: toBoolean(row.autoTerminateEnabled),
    autoSwitchEnabled: toBoolean(row.autoSwitchEnabled),
    // The list floors to minutes and shows 30 for 0 and NULL: no number to judge by.
    terminateWaitSeconds: null,
    version: row.agentVersion,
  };
}

export function toInstance(row: ResponseOf<typeof clientInstances>[number], clientId: string): Instance {
  const strange = strangeValues({ ...row, status: row.instanceStatus });
  return {
    id: row.id,
    clientId,
    agentId: null,
    status: toInstanceStatus(row.instanceStatus),
    isPrimary: toBoolean(row.isPrimary),
    isActive: toBoolean(row.isActive),
    instanceType: row.type,
    region: row.region,
    az: row.az,
    imageId: null,
    mode: toMode(row.mode),
    poolId: row.poolId === 'n/a' ? null : row.poolId,
    spotPriceUsdPerHour: toPrice(row.spotPrice),
    onDemandPriceUsdPerHour: toPrice(row.onDemandPrice),
    installedAt: null,
    lastSwitchAt: fromOptionalTime(row.lastSwitch),
    updatedAt: null,
    zombieSince: null,
    terminatedAt: null,
    terminationAttemptedAt: null,
    terminationConfirmed: null,
    ...(strange.length > 0 && { strangeValues: strange }),
  };
}

export function toReplica({ agentId, replica }: ResponseOf<typeof clientReplicas>[number]): Replica {
  return {
    id: replica.id,
    agentId,
    instanceId: replica.instanceId ?? '',
    status: toReplicaStatus(replica.status),
    isActive: toBoolean(replica.is_active),
    region: replica.pool?.region ?? null,
    terminatedAt: fromOptionalTime(replica.terminated_at),
    terminationAttemptedAt: null,
    terminationConfirmed: null,
  };
}

/** Any number but 0 counts as true, as MySQL takes it: 2 was stored for some primaries. */
export function toBoolean(flag: boolean | number | null): boolean | null {
  return typeof flag === 'number' ? flag !== 0 : flag;
}

function toMode(mode: string | null): PurchaseMode {
  return mode === 'spot' || mode === 'ondemand' ? mode : 'unknown';
}

/** Zero stands for a price nobody knows, and a negative one is none. */
function toPrice(price: number): number | null {
  return price > 0 ? price : null;
}

const INSTANCE_STATUSES = ['running_primary', 'running_replica', 'zombie', 'terminated'] as const satisfies readonly InstanceStatus[];
const REPLICA_STATUSES = ['launching', 'syncing', 'ready', 'promoted', 'terminated', 'failed'] as const satisfies readonly ReplicaStatus[];

function toInstanceStatus(status: string | null): InstanceStatus {
  return INSTANCE_STATUSES.find((known) => known === status) ?? 'unknown';
}

function toReplicaStatus(status: string): ReplicaStatus {
  return REPLICA_STATUSES.find((known) => known === status) ?? 'unknown';
}
