import { type NewRow, newRow } from '../../../src/backend/store/new-row.ts';
import { administratorRow, agentRow, clientRow, instanceRow } from '../../../src/sandbox/worlds/seed-rows.ts';

export const ACME_TOKEN = 'token-FakeAcme00000000000000000000000A';
export const ACME = 'c11e0000-0000-4000-8000-00000000000a';
export const ADMINISTRATOR = 'administrator-token';
export const ZOMBIE = 'i-0e110000000000001';
const GLOBEX = 'c11e0000-0000-4000-8000-00000000000b';
const WEB = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';

/** The fleet that the recordings were made of, with one of everything that a list can show. */
export function recordedFleet(): readonly NewRow[] {
  const pool = 't3.medium.ap-south-1c';
  const web = { client_id: ACME, agent_id: WEB } as const;
  const zombie = { instance_status: 'zombie', is_primary: 0, is_active: 0, zombie_since: '2025-11-26 11:50:00' } as const;
  const replica = {
    agent_id: WEB,
    replica_type: 'manual',
    pool_id: pool,
    instance_type: 't3.medium',
    az: 'ap-south-1c',
    created_by: 'ops',
    tags: '{"why":"drill"}',
  } as const;
  const command = { client_id: ACME, agent_id: WEB, instance_id: 'i-029c1999a147722de', target_mode: 'spot' } as const;
  const place = { region: 'ap-south-1', az: 'ap-south-1a', last_heartbeat_at: '2025-11-26 11:59:50' } as const;
  return [
    clientRow({ id: ACME, name: 'Acme', token: ACME_TOKEN, last_sync_at: '2025-11-26 10:10:00' }),
    clientRow({ id: GLOBEX, name: 'Globex', token: 'token-FakeGlobex000000000000000000000B' }),
    administratorRow({ id: '0ad00000-0000-4000-8000-000000000001', name: 'root', token: ADMINISTRATOR }),
    newRow('spot_pools', {
      id: pool,
      pool_name: 't3.medium (ap-south-1c)',
      instance_type: 't3.medium',
      region: 'ap-south-1',
      az: 'ap-south-1c',
    }),
    agentRow({
      id: WEB,
      client_id: ACME,
      logical_agent_id: 'web-01',
      instance_id: 'i-029c1999a147722de',
      hostname: 'ip-10-0-1-10',
      ...place,
    }),
    agentRow({
      id: 'a6e00000-0000-4000-8000-00000000000b',
      client_id: GLOBEX,
      logical_agent_id: 'globex-01',
      instance_id: 'i-0b0b0b0b0b0b0b0b0',
      ...place,
    }),
    instanceRow({ id: 'i-029c1999a147722de', ...web, last_switch_at: '2025-11-26 10:00:20' }),
    instanceRow({ id: 'i-0b0b0b0b0b0b0b0b0', client_id: GLOBEX, agent_id: 'a6e00000-0000-4000-8000-00000000000b' }),
    instanceRow({ id: ZOMBIE, ...web, ...zombie }),
    instanceRow({ id: 'i-0f75d6fccfb53a938', ...web, instance_status: 'running_replica', is_primary: 0 }),
    instanceRow({
      id: 'i-0dead00000000dead',
      ...web,
      instance_type: 'm5.large',
      current_mode: 'ondemand',
      instance_status: 'terminated',
      is_primary: 0,
      is_active: 0,
    }),
    newRow('replica_instances', {
      id: '7e900000-0000-4000-8000-000000000001',
      instance_id: 'i-07e9000000000001a',
      status: 'ready',
      ready_at: '2025-11-26 11:58:00',
      ...replica,
    }),
    newRow('replica_instances', {
      id: '7e900000-0000-4000-8000-000000000002',
      instance_id: 'i-07e9000000000002b',
      status: 'terminated',
      is_active: 0,
      terminated_at: '2025-11-26 11:58:00',
      hourly_cost: 0.0416,
      ...replica,
    }),
    newRow('commands', {
      id: 'c0de0000-0000-4000-8000-000000000001',
      command_type: 'switch',
      priority: 75,
      terminate_wait_seconds: 60,
      ...command,
    }),
    newRow('pending_switch_commands', { id: 7, target_pool_id: pool, ...command }),
    newRow('notifications', {
      id: '40000000-0000-4000-8000-000000000001',
      client_id: ACME,
      agent_id: WEB,
      message: 'Agent went offline',
      severity: 'warning',
      created_at: '2025-11-26 10:01:00',
    }),
    newRow('notifications', { id: '40000000-0000-4000-8000-000000000000', client_id: ACME, message: 'New agent', is_read: 1 }),
    clientRow({ id: 'c11e0000-0000-4000-8000-0000000000cc', name: 'Umbrella', token: 'umbrella-token' }),
    newRow('system_events', { event_type: 'switch_completed', message: 'Switched', created_at: '2025-11-26 10:03:00' }),
    newRow('system_events', { event_type: 'agent_registered', message: 'Registered', created_at: '2025-11-26 10:02:00' }),
    newRow('system_events', { event_type: 'instance_terminated', message: 'Terminated', created_at: '2025-11-26 10:01:00' }),
    newRow('switches', {
      id: '50000000-0000-4000-8000-000000000001',
      client_id: ACME,
      agent_id: WEB,
      old_instance_id: 'i-0dead00000000dead',
      new_instance_id: 'i-0f75d6fccfb53a938',
      old_mode: 'spot',
      new_mode: 'spot',
      new_spot_price: 0.0312,
      initiated_at: '2025-11-26 10:00:20',
      downtime_seconds: 50,
    }),
  ];
}
