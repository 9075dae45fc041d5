import * as z from 'zod/mini';
import type { Agent } from '../../domain/agent.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Replica } from '../../domain/replica.ts';
import { strangeValues } from '../../domain/strange-values.ts';
import { booleanValue, numberValue, textValue, timeValue, toBoolean, toPrice, toWord, wordOf } from './column-values.ts';

const MODES = ['spot', 'ondemand'] as const;
const STATUSES = ['running_primary', 'running_replica', 'zombie', 'terminated'] as const;

export const AgentRow = z.object({
  id: z.string(),
  client_id: z.string(),
  logical_agent_id: textValue,
  status: textValue,
  enabled: booleanValue,
  instance_id: textValue,
  instance_type: textValue,
  region: textValue,
  az: textValue,
  current_mode: wordOf(MODES),
  last_heartbeat_at: timeValue,
  auto_terminate_enabled: booleanValue,
  auto_switch_enabled: booleanValue,
  terminate_wait_seconds: numberValue,
  agent_version: textValue,
});

/** Values that are judged before they become facts stay here as the column holds them. */
export const InstanceRow = z.object({
  id: z.string(),
  client_id: z.string(),
  agent_id: textValue,
  instance_status: z.unknown(),
  is_primary: numberValue,
  is_active: numberValue,
  instance_type: textValue,
  region: textValue,
  az: textValue,
  ami_id: textValue,
  current_mode: z.unknown(),
  current_pool_id: textValue,
  spot_price: numberValue,
  ondemand_price: numberValue,
  installed_at: timeValue,
  last_switch_at: timeValue,
  updated_at: timeValue,
  zombie_since: timeValue,
  terminated_at: timeValue,
  termination_attempted_at: timeValue,
  termination_confirmed: booleanValue,
});

export const ReplicaRow = z.object({
  id: z.string(),
  agent_id: z.string(),
  instance_id: z.string(),
  status: wordOf(['launching', 'syncing', 'ready', 'promoted', 'terminated', 'failed']),
  is_active: booleanValue,
  region: textValue,
  terminated_at: timeValue,
  termination_attempted_at: timeValue,
  termination_confirmed: booleanValue,
});

export function toAgent(row: z.infer<typeof AgentRow>): Agent {
  return {
    id: row.id,
    logicalAgentId: row.logical_agent_id ?? '',
    clientId: row.client_id,
    status: row.status ?? 'unknown',
    isEnabled: row.enabled,
    instanceId: row.instance_id,
    instanceType: row.instance_type,
    region: row.region,
    az: row.az,
    mode: row.current_mode,
    lastHeartbeatAt: row.last_heartbeat_at,
    autoTerminateEnabled: row.auto_terminate_enabled,
    autoSwitchEnabled: row.auto_switch_enabled,
    terminateWaitSeconds: row.terminate_wait_seconds,
    version: row.agent_version,
  };
}

/** A column that the table lacks was read as NULL, which is then no value of the row. */
export function toInstance(row: z.infer<typeof InstanceRow>, columns: ReadonlySet<string>): Instance {
  const held = <Value>(column: string, value: Value): Value | undefined => (columns.has(column) ? value : undefined);
  const strange = strangeValues({
    status: held('instance_status', row.instance_status),
    mode: row.current_mode,
    isPrimary: held('is_primary', row.is_primary),
    isActive: held('is_active', row.is_active),
    spotPrice: row.spot_price,
    onDemandPrice: row.ondemand_price,
  });
  return {
    id: row.id,
    clientId: row.client_id,
    agentId: row.agent_id,
    status: toWord(row.instance_status, STATUSES),
    isPrimary: toBoolean(row.is_primary),
    isActive: toBoolean(row.is_active),
    instanceType: row.instance_type,
    region: row.region ?? '',
    az: row.az,
    imageId: row.ami_id,
    mode: toWord(row.current_mode, MODES),
    poolId: row.current_pool_id,
    spotPriceUsdPerHour: toPrice(row.spot_price),
    onDemandPriceUsdPerHour: toPrice(row.ondemand_price),
    installedAt: row.installed_at,
    lastSwitchAt: row.last_switch_at,
    updatedAt: row.updated_at,
    zombieSince: row.zombie_since,
    terminatedAt: row.terminated_at,
    terminationAttemptedAt: row.termination_attempted_at,
    terminationConfirmed: row.termination_confirmed,
    ...(strange.length > 0 && { strangeValues: strange }),
  };
}

export function toReplica(row: z.infer<typeof ReplicaRow>): Replica {
  return {
    id: row.id,
    agentId: row.agent_id,
    instanceId: row.instance_id,
    status: row.status,
    isActive: row.is_active,
    region: row.region,
    terminatedAt: row.terminated_at,
    terminationAttemptedAt: row.termination_attempted_at,
    terminationConfirmed: row.termination_confirmed,
  };
}
