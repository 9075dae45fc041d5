import { backendTables, migration } from '../../test/integration/support/backend-tables.ts';
import type { DatabaseServer } from '../../test/integration/support/database-server.ts';

/** The id of one of the rows. */
export function instanceId(row: number): string {
  return `i-${String(row).padStart(17, '0')}`;
}

/** A database with the schema of the incident and this many instances of one client. */
export async function fillInstances(
  server: DatabaseServer,
  { name, rows }: { readonly name: string; readonly rows: number },
): Promise<void> {
  await server.run([`CREATE DATABASE ${name}`]);
  await server.run(
    [
      ...backendTables({ without: migration }),
      "INSERT INTO clients (id, name, email, client_token) VALUES ('c', 'Acme', 'ops@acme', 'token')",
      `INSERT INTO instances (id, client_id, instance_type, region, az, instance_status)
       SELECT CONCAT('i-', LPAD(seq, 17, '0')), 'c', 'm5.large', ELT(1 + seq % 4, 'us-east-1', 'eu-west-1', 'ap-south-1', 'us-west-2'), 'a',
         ELT(1 + seq % 10, 'zombie', 'running_primary', 'running_replica', 'terminated', 'terminated', 'terminated', 'terminated', 'terminated', 'terminated', 'terminated')
       FROM JSON_TABLE(CONCAT('[', REPEAT('0,', ${rows - 1}), '0]'), '$[*]' COLUMNS (seq FOR ORDINALITY)) AS numbers`,
      'ANALYZE TABLE instances',
    ],
    name,
  );
}
