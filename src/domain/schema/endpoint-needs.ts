type Columns = Readonly<Record<string, readonly string[]>>;

/** The endpoints of the termination flow: what they need is what the schema must have. */
export const TERMINATION_FLOW = ['instances-to-terminate', 'termination-report (success)', 'termination-report (failure)'] as const;

const TOKEN_CHECK: Columns = { clients: named('id name client_token is_active') };
const EVENT: Columns = { system_events: named('event_type severity agent_id message metadata') };

/** Which columns of the termination flow's tables each endpoint fails without, found by renaming every column away. */
export const endpointNeeds: Readonly<Record<string, Columns>> = {
  'instances-to-terminate': {
    ...TOKEN_CHECK,
    agents: named('id client_id region auto_terminate_enabled terminate_wait_seconds'),
    instances: named('id instance_type region az is_active instance_status terminated_at updated_at termination_attempted_at'),
    replica_instances: named('agent_id instance_id instance_type az status terminated_at termination_attempted_at'),
  },
  'termination-report (success)': {
    ...TOKEN_CHECK,
    ...EVENT,
    instances: named('id is_active instance_status terminated_at termination_attempted_at termination_confirmed'),
    replica_instances: named('instance_id status terminated_at termination_attempted_at termination_confirmed'),
  },
  'termination-report (failure)': {
    ...TOKEN_CHECK,
    ...EVENT,
    instances: named('id termination_attempted_at'),
    replica_instances: named('instance_id termination_attempted_at'),
  },
  config: {
    ...TOKEN_CHECK,
    agents: named(
      'id client_id enabled auto_switch_enabled auto_terminate_enabled terminate_wait_seconds replica_enabled replica_count manual_replica_enabled',
    ),
  },
  'replica-config': { ...TOKEN_CHECK, agents: named('id client_id replica_enabled replica_count') },
  client: {
    agents: named('id client_id status'),
    clients: named('id name is_active total_savings last_sync_at'),
    instances: named('id client_id is_active'),
  },
  'client agents': {
    agents: named(
      'id client_id logical_agent_id instance_id instance_type region az current_mode agent_version instance_count status enabled last_heartbeat_at auto_switch_enabled auto_terminate_enabled terminate_wait_seconds manual_replica_enabled',
    ),
  },
  'client replicas': {
    agents: named('id client_id instance_id'),
    instances: named('id instance_type region az current_mode'),
    replica_instances: named(
      'id agent_id instance_id replica_type pool_id status created_at ready_at terminated_at created_by is_active sync_status sync_latency_ms state_transfer_progress hourly_cost total_cost',
    ),
  },
  'admin clients': {
    agents: named('id client_id status'),
    clients: named('id name is_active total_savings created_at last_sync_at'),
    instances: named('id client_id is_active'),
  },
  'admin agents': {
    agents: named(
      'id client_id logical_agent_id hostname instance_id current_pool_id agent_version status enabled last_heartbeat_at auto_switch_enabled created_at',
    ),
    clients: named('id name'),
    instances: named('id instance_type region az current_mode'),
  },
  'register (new agent)': {
    ...TOKEN_CHECK,
    agents: named(
      'id client_id logical_agent_id hostname instance_id instance_type region az ami_id private_ip public_ip current_mode current_pool_id agent_version status enabled last_heartbeat_at auto_switch_enabled auto_terminate_enabled terminate_wait_seconds replica_enabled replica_count',
    ),
    instances: named(
      'id client_id agent_id instance_type region az ami_id current_mode current_pool_id spot_price ondemand_price baseline_ondemand_price is_active installed_at',
    ),
  },
  'register (known agent)': {
    ...TOKEN_CHECK,
    agents: named(
      'id client_id logical_agent_id hostname instance_id instance_type region az ami_id private_ip public_ip current_mode current_pool_id agent_version status enabled last_heartbeat_at auto_switch_enabled auto_terminate_enabled terminate_wait_seconds replica_enabled replica_count updated_at',
    ),
    instances: named('id instance_status is_primary'),
  },
  heartbeat: {
    agents: named('id client_id instance_id instance_type az current_mode status last_heartbeat_at'),
    clients: named('id name client_token is_active last_sync_at'),
    instances: named('id instance_status is_primary'),
  },
  'register-instance': {
    ...TOKEN_CHECK,
    ...EVENT,
    agents: named('id client_id instance_id instance_type az current_mode current_pool_id'),
    instances: named(
      'id client_id agent_id instance_type region az ami_id current_mode current_pool_id spot_price ondemand_price is_active instance_status is_primary installed_at updated_at',
    ),
  },
  'switch-report (old zombie)': {
    agents: named('id instance_id current_mode current_pool_id auto_terminate_enabled last_switch_at'),
    clients: named('id name client_token is_active total_savings'),
    instances: named(
      'id client_id agent_id instance_type region az ami_id current_mode current_pool_id spot_price ondemand_price is_active instance_status is_primary installed_at last_switch_at',
    ),
  },
  'switch-report (old terminated)': {
    agents: named('id instance_id current_mode current_pool_id auto_terminate_enabled last_switch_at'),
    clients: named('id name client_token is_active total_savings'),
    instances: named(
      'id client_id agent_id instance_type region az ami_id current_mode current_pool_id spot_price ondemand_price is_active instance_status is_primary installed_at last_switch_at terminated_at',
    ),
  },
  'cleanup-report': { ...TOKEN_CHECK, agents: named('id client_id last_cleanup_at') },
  'replicas create': {
    agents: named('id instance_id status replica_count manual_replica_enabled current_replica_id'),
    instances: named('id instance_type region current_mode current_pool_id'),
    replica_instances: named(
      'id agent_id instance_id replica_type pool_id instance_type region az status created_by parent_instance_id hourly_cost tags',
    ),
  },
  'replicas promote': {
    agents: named('id client_id instance_id replica_count current_replica_id last_failover_at'),
    instances: named(
      'id client_id instance_type region az current_mode current_pool_id spot_price ondemand_price baseline_ondemand_price is_active instance_status is_primary installed_at',
    ),
    replica_instances: named('id agent_id instance_id pool_id instance_type region az status promoted_at is_active hourly_cost'),
    system_events: named('event_type severity agent_id instance_id message metadata'),
  },
  'replicas promote (demote_old_primary)': {
    agents: named('id client_id instance_id replica_count current_replica_id last_failover_at'),
    instances: named(
      'id client_id instance_type region az current_mode current_pool_id spot_price ondemand_price baseline_ondemand_price is_active instance_status is_primary installed_at',
    ),
    replica_instances: named(
      'id agent_id instance_id replica_type pool_id instance_type region az status promoted_at created_by parent_instance_id is_active hourly_cost',
    ),
    system_events: named('event_type severity agent_id instance_id message metadata'),
  },
  'replicas PUT': {
    agents: named('id'),
    instances: named(
      'id client_id agent_id instance_type region az current_mode current_pool_id is_active instance_status is_primary installed_at',
    ),
    replica_instances: named('id agent_id instance_id instance_type region az status launched_at'),
  },
  'replicas DELETE': {
    ...EVENT,
    agents: named('id replica_count current_replica_id'),
    instances: named('id is_active instance_status terminated_at'),
    replica_instances: named('id agent_id status terminated_at is_active'),
  },
  'termination-imminent': {
    agents: named('id client_id instance_id current_replica_id interruption_handled_count last_failover_at'),
    instances: named(
      'id client_id instance_type region az current_mode current_pool_id spot_price ondemand_price baseline_ondemand_price is_active installed_at',
    ),
    replica_instances: named(
      'id agent_id instance_id pool_id instance_type region az status created_at promoted_at is_active hourly_cost failover_completed_at',
    ),
  },
  'rebalance-recommendation': {
    ...TOKEN_CHECK,
    agents: named('id client_id instance_type region az current_mode current_pool_id last_rebalance_recommendation_at'),
  },
  'force-switch': { agents: named('id auto_terminate_enabled terminate_wait_seconds'), instances: named('id client_id agent_id') },
  'client agent config': {
    agents: named(
      'id instance_id config_version auto_switch_enabled auto_terminate_enabled terminate_wait_seconds replica_count manual_replica_enabled updated_at',
    ),
  },
  'client agent delete': {
    agents: named(
      'id client_id instance_id status enabled auto_switch_enabled replica_count manual_replica_enabled current_replica_id updated_at',
    ),
    instances: named('id is_active terminated_at'),
    replica_instances: named('agent_id status terminated_at is_active'),
  },
  'admin instances': {
    agents: named('logical_agent_id instance_id status'),
    clients: named('id name'),
    instances: named(
      'id client_id agent_id instance_type region az current_mode current_pool_id spot_price ondemand_price is_active instance_status installed_at created_at',
    ),
  },
  'pending-commands': { ...TOKEN_CHECK },
  'client/validate': { clients: named('id name email client_token status is_active') },
  'admin client token': { clients: named('id name client_token') },
  'commands/executed': { ...TOKEN_CHECK },
  'commands/executed (numeric id)': { ...TOKEN_CHECK },
  'pricing-report': { ...TOKEN_CHECK, instances: named('id client_id spot_price ondemand_price updated_at') },
  'admin clients create': { clients: named('id name email client_token status is_active total_savings') },
  'client instances': {
    instances: named(
      'id client_id instance_type region az current_mode current_pool_id spot_price ondemand_price is_active last_switch_at created_at',
    ),
  },
  'client instances (filters)': {
    instances: named(
      'id client_id instance_type region az current_mode current_pool_id spot_price ondemand_price is_active instance_status last_switch_at created_at',
    ),
  },
  notifications: {},
  'replicas list': {
    replica_instances: named(
      'id agent_id instance_id replica_type pool_id status created_at ready_at terminated_at created_by is_active sync_status sync_latency_ms state_transfer_progress hourly_cost total_cost tags',
    ),
  },
  'replicas status': { replica_instances: named('id agent_id status ready_at sync_started_at sync_completed_at error_message') },
  'switch-history': {},
  'admin activity': { system_events: named('event_type severity message created_at') },
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

function named(names: string): readonly string[] {
  return names.split(' ');
}
