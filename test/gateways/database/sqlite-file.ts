import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';

import { createTableStatements } from '../../../src/domain/schema/create-tables.ts';
import { openFleetDatabase } from '../../../src/gateways/database/open-fleet-database.ts';
import type { FleetDatabase } from '../../../src/ports/fleet-database.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spotctl-database-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A file with the backend's tables, as the incident left them or migrated, after these statements. */
export function sqliteFile({
  isMigrated = true,
  after = [],
}: { readonly isMigrated?: boolean; readonly after?: readonly string[] } = {}): string {
  const file = join(temporaryFolder(), 'fleet.db');
  inSqlite(file, [...createTableStatements({ isMigrated }), ...after]);
  return file;
}

export function inSqlite(file: string, statements: readonly string[]): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(`BEGIN; ${statements.join(';\n')}; COMMIT`);
  database.close();
}

export async function openedSqlite(file: string): Promise<FleetDatabase> {
  const database = await openFleetDatabase({ url: `sqlite:${file}`, envFile: null, timeoutMs: 1_000 });
  onTestFinished(() => database.close());
  return database;
}

export const CLIENT = '00000000-0000-4000-8000-000000000001';
export const OTHER_CLIENT = '00000000-0000-4000-8000-000000000002';
export const AGENT = '00000000-0000-4000-8000-00000000000a';

/** Two clients, each with an agent, an instance and a replica. */
export const twoClients = [
  `INSERT INTO clients (id, name, email, client_token) VALUES ('${CLIENT}', 'one', 'one@example.com', 't1'), ('${OTHER_CLIENT}', 'two', 'two@example.com', 't2')`,
  `INSERT INTO agents (id, client_id, logical_agent_id, instance_id, instance_type, region, az, current_mode, agent_version, status, last_heartbeat_at, terminate_wait_seconds)
   VALUES ('${AGENT}', '${CLIENT}', 'web', 'i-00000000000000001', 'm5.large', 'ap-south-1', 'ap-south-1a', 'spot', '4.0', 'online', '2026-01-02 03:04:05', 90),
          ('${AGENT.replace(/a$/, 'b')}', '${OTHER_CLIENT}', 'web', NULL, NULL, NULL, NULL, 'unknown', NULL, 'offline', NULL, NULL)`,
  `INSERT INTO instances (id, client_id, agent_id, instance_type, region, az, ami_id, current_mode, current_pool_id, spot_price, ondemand_price,
     is_active, instance_status, is_primary, installed_at, last_switch_at, updated_at)
   VALUES ('i-00000000000000001', '${CLIENT}', '${AGENT}', 'm5.large', 'ap-south-1', 'ap-south-1a', 'ami-1', 'spot', 'pool-1', 0.031500, 0,
     1, 'running_primary', 1, '2026-01-01 00:00:00', NULL, '2026-01-02 00:00:00'),
          ('i-00000000000000002', '${OTHER_CLIENT}', NULL, 'm5.large', 'ap-south-1', 'ap-south-1b', NULL, 'wrong', NULL, NULL, NULL,
     0, 'odd', 0, '2026-01-01 00:00:00', NULL, '2026-01-02 00:00:00')`,
  `INSERT INTO replica_instances (id, agent_id, instance_id, replica_type, region, status, is_active)
   VALUES ('r-1', '${AGENT}', 'i-00000000000000003', 'manual', 'ap-south-1', 'ready', 1),
          ('r-2', '${AGENT.replace(/a$/, 'b')}', 'replica-7e900000', 'manual', NULL, 'launching', 1)`,
];
