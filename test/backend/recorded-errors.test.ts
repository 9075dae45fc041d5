import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { routes } from '../../src/backend/http/routes.ts';
import { ACME_TOKEN, ADMINISTRATOR, recordedFleet } from './support/recorded-fleet.ts';
import { seededBackend } from './support/seeded-backend.ts';

/** Failures of the recorded backend itself that are no wrong call: they are done now, or cannot happen. */
const RIGHT_NOW: ReadonlySet<string> = new Set([
  'register.400-public-ip-null.json',
  'register.500-decimal-times-float.json',
  'issue-switch-command.500.json',
  'create-emergency-replica.500.json',
  'replicas-create.500-no-pool-id.json',
  'admin-health-summary.500.json',
  'mysql.admin-health-summary.500.json',
  'register.415-token-no-json.json',
  'client-validate.401-not-bearer.json',
  'unknown-route.404.json',
]);
const NOT_ABOUT_THE_CALL = /^(?:incident|db-down|pool-exhausted|collation|mysql|defect)\./;
/** Times and bodies that only the recorded backend could not read: right calls. */
const READ_NOW = /offset-time|zulu-time|mixed-naive|415|no-content-type|null-price|not-json\.json|client-status-suspended/;

const recorded = z.object({
  request: z.object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  response: z.object({ status: z.number() }),
});

const folder = join(import.meta.dirname, '../fixtures/captured');
const failures = readdirSync(folder)
  .filter((file) => !RIGHT_NOW.has(file) && !NOT_ABOUT_THE_CALL.test(file) && !READ_NOW.test(file))
  .map((file) => ({ file, ...recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }))
  .filter(({ response }) => response.status >= 400);

const TABLES = [
  'clients',
  'agents',
  'instances',
  'replica_instances',
  'commands',
  'pending_switch_commands',
  'switches',
  'pricing_reports',
];
const OTHERS = ['spot_pools', 'cleanup_logs', 'notifications', 'system_events'];

/** What has to be otherwise than in the common fleet for the call to be the wrong one that was recorded. */
function circumstances(file: string): string {
  if (file.includes('inactive')) return 'update clients set is_active = 0';
  if (file.includes('status-not-active')) return "update clients set status = 'suspended'";
  if (file.includes('already-terminated')) return "update replica_instances set status = 'terminated'";
  if (file.includes('already-promoted')) return "update replica_instances set status = 'promoted'";
  if (file.includes('not-ready')) return "update replica_instances set status = 'launching'";
  if (file.includes('agent-offline')) return "update agents set status = 'offline'";
  if (file.startsWith('replicas-create.400-already')) return 'update agents set manual_replica_enabled = 1';
  if (file.startsWith('replicas-create'))
    return "update agents set manual_replica_enabled = 1; update replica_instances set status = 'failed'";
  return file.includes('email-taken') || file.includes('409-exists')
    ? "update clients set name = 'Initech', email = 'ops@initech.example' where name = 'Umbrella'"
    : '';
}

function tokenToSend({ request: { path, headers }, file }: (typeof failures)[number]): string | null {
  if (/missing-token|no-token|no-header/.test(file)) return null;
  if (headers['Authorization'] !== undefined) return headers['Authorization'].replace('Bearer ', '');
  return /^\/api\/(?:admin|notifications)/.test(path) ? ADMINISTRATOR : ACME_TOKEN;
}

describe('each recorded failure is answered with what is wrong with the call, and changes nothing', () => {
  test.each(failures)('$file', async (recording) => {
    const { request } = recording;
    const { call, database } = await seededBackend({ rows: recordedFleet() });
    const manualOff = recording.file.includes('manual-off')
      ? 'update agents set manual_replica_enabled = 0'
      : circumstances(recording.file);
    database.exec(manualOff);
    const read = () => [...TABLES, ...OTHERS].map((table) => database.prepare(`select * from ${table}`).all());
    const before = read();

    const body = request.body === null && request.method !== 'GET' && request.method !== 'DELETE' ? '' : (request.body ?? undefined);
    const answer = await call(`${request.method} ${request.path}`, { token: tokenToSend(recording), body });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toMatchObject({ error: expect.any(String) });
    expect(read()).toEqual(before);
  });

  test('are those of every kind of call', () => {
    expect(failures.length).toBeGreaterThan(60);
    expect(routes.length).toBeGreaterThan(40);
  });
});
