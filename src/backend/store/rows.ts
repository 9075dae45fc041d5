import type { Generated, Selectable } from 'kysely';

import type {
  CleanupLogsTable,
  OndemandPriceSnapshotsTable,
  PricingReportsTable,
  SpotInterruptionEventsTable,
  SpotPriceSnapshotsTable,
  SwitchesTable,
  TerminationEventsTable,
} from './report-rows.ts';

/** A boolean as the database keeps it. */
export type StoredFlag = number | null;
type Flag = Generated<StoredFlag>;
type Text = Generated<string | null>;
type Count = Generated<number | null>;

export interface ClientsTable {
  id: string;
  name: string;
  email: string;
  client_token: string;
  status: Text;
  is_active: Flag;
  total_savings: Count;
  default_terminate_wait_seconds: Count;
  created_at: Text;
  updated_at: Text;
  last_sync_at: Text;
}

export interface AgentsTable {
  id: string;
  client_id: string;
  logical_agent_id: string;
  hostname: Text;
  instance_id: Text;
  instance_type: Text;
  region: Text;
  az: Text;
  ami_id: Text;
  private_ip: Text;
  public_ip: Text;
  current_mode: Text;
  current_pool_id: Text;
  agent_version: Text;
  instance_count: Count;
  status: Text;
  enabled: Flag;
  last_heartbeat_at: Text;
  last_switch_at: Text;
  last_failover_at: Text;
  last_interruption_signal: Text;
  last_rebalance_recommendation_at: Text;
  last_termination_notice_at: Text;
  interruption_handled_count: Count;
  last_cleanup_at: Text;
  terminated_at: Text;
  auto_switch_enabled: Flag;
  auto_terminate_enabled: Flag;
  terminate_wait_seconds: Count;
  replica_enabled: Flag;
  replica_count: Count;
  manual_replica_enabled: Flag;
  current_replica_id: Text;
  installed_at: Text;
  created_at: Text;
  updated_at: Text;
}

export interface AgentConfigsTable {
  agent_id: string;
  min_savings_percent: Count;
  risk_threshold: Count;
  max_switches_per_week: Count;
  min_pool_duration_hours: Count;
}

export interface InstancesTable {
  id: string;
  client_id: string;
  agent_id: Text;
  instance_type: string;
  region: string;
  az: string;
  ami_id: Text;
  current_mode: Text;
  current_pool_id: Text;
  spot_price: Count;
  ondemand_price: Count;
  baseline_ondemand_price: Count;
  is_active: Flag;
  instance_status: Text;
  is_primary: Flag;
  installed_at: Text;
  last_switch_at: Text;
  terminated_at: Text;
  termination_attempted_at: Text;
  termination_confirmed: Flag;
  zombie_since: Text;
  primary_of: Text;
  termination_claimed_at: Text;
  created_at: Text;
  updated_at: Text;
}

export interface ReplicaInstancesTable {
  id: string;
  agent_id: string;
  instance_id: string;
  replica_type: string;
  pool_id: Text;
  instance_type: Text;
  region: Text;
  az: Text;
  status: Generated<string>;
  created_at: Text;
  launched_at: Text;
  ready_at: Text;
  terminated_at: Text;
  termination_attempted_at: Text;
  termination_confirmed: Flag;
  termination_claimed_at: Text;
  promoted_at: Text;
  failover_completed_at: Text;
  interruption_signal_type: Text;
  interruption_detected_at: Text;
  termination_time: Text;
  sync_started_at: Text;
  sync_completed_at: Text;
  error_message: Text;
  created_by: Text;
  parent_instance_id: Text;
  is_active: Flag;
  sync_status: Text;
  sync_latency_ms: Count;
  state_transfer_progress: Count;
  hourly_cost: Count;
  total_cost: Count;
  tags: Text;
}

export interface CommandsTable {
  id: string;
  client_id: string;
  agent_id: string;
  command_type: string;
  target_mode: Text;
  target_pool_id: Text;
  instance_id: Text;
  priority: Count;
  terminate_wait_seconds: Count;
  status: Text;
  success: Flag;
  message: Text;
  created_by: Text;
  trigger_type: Text;
  created_at: Text;
  executed_at: Text;
  completed_at: Text;
}

export interface PendingSwitchCommandsTable {
  id: Generated<number>;
  client_id: string;
  agent_id: string;
  instance_id: string;
  target_mode: string;
  target_pool_id: Text;
  priority: Count;
  terminate_wait_seconds: Count;
  created_at: Text;
  executed_at: Text;
  execution_result: Text;
}

export interface SpotPoolsTable {
  id: string;
  pool_name: Text;
  instance_type: string;
  region: string;
  az: string;
  is_active: Flag;
}

export interface SystemEventsTable {
  id: Generated<number>;
  event_type: string;
  severity: Text;
  client_id: Text;
  agent_id: Text;
  instance_id: Text;
  message: Text;
  metadata: Text;
  created_at: Text;
}

export interface NotificationsTable {
  id: string;
  client_id: string;
  agent_id: Text;
  notification_type: Text;
  title: Text;
  message: string;
  severity: Text;
  is_read: Flag;
  created_at: Text;
}

export interface AdministratorsTable {
  id: string;
  name: string;
  token: string;
}

/** The tables as far as the backend reads and writes them; `stored-tables.ts` declares them in full. */
export interface Tables {
  clients: ClientsTable;
  agents: AgentsTable;
  agent_configs: AgentConfigsTable;
  instances: InstancesTable;
  replica_instances: ReplicaInstancesTable;
  commands: CommandsTable;
  pending_switch_commands: PendingSwitchCommandsTable;
  switches: SwitchesTable;
  spot_pools: SpotPoolsTable;
  system_events: SystemEventsTable;
  notifications: NotificationsTable;
  pricing_reports: PricingReportsTable;
  spot_price_snapshots: SpotPriceSnapshotsTable;
  ondemand_price_snapshots: OndemandPriceSnapshotsTable;
  cleanup_logs: CleanupLogsTable;
  termination_events: TerminationEventsTable;
  spot_interruption_events: SpotInterruptionEventsTable;
  administrators: AdministratorsTable;
}

export type ClientRow = Selectable<ClientsTable>;
export type AgentRow = Selectable<AgentsTable>;
export type InstanceRow = Selectable<InstancesTable>;
