type Columns = Readonly<Record<string, readonly string[]>>;

/** The endpoints of the termination flow: what they need is what the schema must have. */
export const TERMINATION_FLOW = ['instances-to-terminate', 'termination-report (success)', 'termination-report (failure)'] as const;

const TOKEN_CHECK = { clients: ['id', 'name', 'client_token', 'is_active'] };
const EVENT = { system_events: ['event_type', 'severity', 'agent_id', 'message', 'metadata'] };

/** Which columns each endpoint that spotctl rests on fails without, found by renaming every column away. */
export const endpointNeeds: Readonly<Record<string, Columns>> = {
  'instances-to-terminate': {
    ...TOKEN_CHECK,
    agents: ['id', 'client_id', 'region', 'auto_terminate_enabled', 'terminate_wait_seconds'],
    instances: [
      'id',
      'instance_type',
      'region',
      'az',
      'is_active',
      'instance_status',
      'terminated_at',
      'updated_at',
      'termination_attempted_at',
    ],
    replica_instances: ['agent_id', 'instance_id', 'instance_type', 'az', 'status', 'terminated_at', 'termination_attempted_at'],
  },
  'termination-report (success)': {
    ...TOKEN_CHECK,
    ...EVENT,
    instances: ['id', 'is_active', 'instance_status', 'terminated_at', 'termination_attempted_at', 'termination_confirmed'],
    replica_instances: ['instance_id', 'status', 'terminated_at', 'termination_attempted_at', 'termination_confirmed'],
  },
  'termination-report (failure)': {
    ...TOKEN_CHECK,
    ...EVENT,
    instances: ['id', 'termination_attempted_at'],
    replica_instances: ['instance_id', 'termination_attempted_at'],
  },
  'register-instance': {
    ...TOKEN_CHECK,
    ...EVENT,
    agents: ['id', 'client_id', 'instance_id', 'instance_type', 'az', 'current_mode', 'current_pool_id'],
    instances: [
      'id',
      'client_id',
      'agent_id',
      'instance_type',
      'region',
      'az',
      'ami_id',
      'current_mode',
      'current_pool_id',
      'spot_price',
      'ondemand_price',
      'is_active',
      'instance_status',
      'is_primary',
      'installed_at',
      'updated_at',
    ],
  },
  'client/validate': { clients: ['id', 'name', 'email', 'client_token', 'status', 'is_active'] },
  'client agents': {
    agents: [
      'id',
      'client_id',
      'logical_agent_id',
      'instance_id',
      'instance_type',
      'region',
      'az',
      'current_mode',
      'agent_version',
      'instance_count',
      'status',
      'enabled',
      'last_heartbeat_at',
      'auto_switch_enabled',
      'auto_terminate_enabled',
      'terminate_wait_seconds',
      'manual_replica_enabled',
    ],
  },
  'client instances': {
    instances: [
      'id',
      'client_id',
      'instance_type',
      'region',
      'az',
      'current_mode',
      'current_pool_id',
      'spot_price',
      'ondemand_price',
      'is_active',
      'last_switch_at',
      'created_at',
    ],
  },
  'client replicas': {
    agents: ['id', 'client_id', 'instance_id'],
    instances: ['id', 'instance_type', 'region', 'az', 'current_mode'],
    replica_instances: [
      'id',
      'agent_id',
      'instance_id',
      'replica_type',
      'pool_id',
      'status',
      'created_at',
      'ready_at',
      'terminated_at',
      'created_by',
      'is_active',
      'sync_status',
      'sync_latency_ms',
      'state_transfer_progress',
      'hourly_cost',
      'total_cost',
    ],
  },
  config: {
    ...TOKEN_CHECK,
    agents: [
      'id',
      'client_id',
      'enabled',
      'auto_switch_enabled',
      'auto_terminate_enabled',
      'terminate_wait_seconds',
      'replica_enabled',
      'replica_count',
      'manual_replica_enabled',
    ],
  },
};

/** The endpoints that answer with an error while this column is missing. */
export function endpointsBrokenWithoutColumn(table: string, column: string): readonly string[] {
  return endpointsWhere((columns) => columns[table]?.includes(column) ?? false);
}

/** The endpoints that answer with an error while this table is missing; the replica list then answers as if there were no replicas. */
export function endpointsBrokenWithoutTable(table: string): readonly string[] {
  const broken = endpointsWhere((columns) => columns[table] !== undefined);
  return table === 'replica_instances' ? broken.filter((endpoint) => endpoint !== 'client replicas') : broken;
}

/** True where an endpoint of the termination flow fails without the column. */
export function isNeededByTerminationFlow(table: string, column: string): boolean {
  return TERMINATION_FLOW.some((endpoint) => endpointNeeds[endpoint]?.[table]?.includes(column) ?? false);
}

function endpointsWhere(isBroken: (columns: Columns) => boolean): readonly string[] {
  return Object.entries(endpointNeeds)
    .filter(([, columns]) => isBroken(columns))
    .map(([endpoint]) => endpoint);
}
