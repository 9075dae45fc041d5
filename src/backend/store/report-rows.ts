import type { Generated } from 'kysely';

type Text = Generated<string | null>;
type Count = Generated<number | null>;

export interface PricingReportsTable {
  id: string;
  agent_id: string;
  instance_id: Text;
  instance_type: Text;
  region: Text;
  az: Text;
  current_mode: Text;
  current_pool_id: Text;
  on_demand_price: Count;
  current_spot_price: Count;
  cheapest_pool_id: Text;
  cheapest_pool_price: Count;
  spot_pools: Text;
  collected_at: Text;
  received_at: Text;
}

export interface SpotPriceSnapshotsTable {
  id: Generated<number>;
  pool_id: string;
  price: number;
  captured_at: Text;
}

export interface OndemandPriceSnapshotsTable {
  id: Generated<number>;
  region: string;
  instance_type: string;
  price: number;
  captured_at: Text;
}

export interface CleanupLogsTable {
  id: Generated<number>;
  agent_id: Text;
  client_id: Text;
  cleanup_type: string;
  deleted_snapshots_count: Count;
  deleted_amis_count: Count;
  failed_count: Count;
  details: Text;
  cutoff_date: Text;
  executed_at: Text;
}

export interface SwitchesTable {
  id: string;
  client_id: string;
  agent_id: string;
  command_id: Text;
  old_instance_type: Text;
  old_region: Text;
  old_az: Text;
  old_ami_id: Text;
  new_instance_type: Text;
  new_region: Text;
  new_az: Text;
  new_ami_id: Text;
  ami_created_at: Text;
  instance_launched_at: Text;
  instance_ready_at: Text;
  old_terminated_at: Text;
  total_duration_seconds: Count;
  old_instance_id: Text;
  new_instance_id: Text;
  old_mode: Text;
  new_mode: Text;
  old_pool_id: Text;
  new_pool_id: Text;
  on_demand_price: Count;
  old_spot_price: Count;
  new_spot_price: Count;
  savings_impact: Count;
  event_trigger: Text;
  initiated_at: Text;
  timestamp: Text;
  downtime_seconds: Count;
}

export interface TerminationEventsTable {
  id: Generated<number>;
  agent_id: string;
  instance_id: string;
  event_type: string;
  detected_at: string;
  status: Text;
  metadata: Text;
}

export interface SpotInterruptionEventsTable {
  id: Generated<number>;
  instance_id: string;
  agent_id: string;
  pool_id: Text;
  signal_type: string;
  detected_at: string;
  termination_time: Text;
  response_action: string;
  replica_id: Text;
  replica_ready: Count;
  failover_completed: Count;
  failover_time_ms: Count;
  success: Count;
  error_message: Text;
}
