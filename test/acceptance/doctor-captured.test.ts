import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startEc2Emulator } from '../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { makeWorld } from '../../src/sandbox/worlds/make-world.ts';
import { repositoryRoot, runCommand } from '../support/run-command.ts';

const RECORDING = z.object({
  request: z.object({ path: z.string() }),
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
});
const REPORT = z.object({
  findings: z.array(
    z.object({ code: z.string(), subject: z.object({ id: z.string() }), remedy: z.object({ command: z.string().nullable() }) }),
  ),
  checks: z.array(z.object({ id: z.string(), status: z.string() })),
});

/** What today's backend answered during the incident, and after its migration. */
const ANSWERS = [
  'incident.health.ok',
  'incident.admin-system-health.ok',
  'unknown-route.404',
  'client-validate.ok',
  'client.ok',
  'client-agents.ok',
  'client-replicas.ok-empty',
  'switch-history.ok',
  'config.ok',
  'admin-instances.ok',
  'admin-clients.ok',
  'admin-client-token.ok',
  'incident.client-instances.ok',
] as const;
/** The moments of a recording that are its present. */
const PRESENT = /"2026-11-23T16:3[34]:\d{2}(?:\.\d+)?"/g;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function recorded(name: string): { readonly path: string; readonly answer: Answer } {
  const text = readFileSync(join(repositoryRoot, 'test/fixtures/captured', `${name}.json`), 'utf8');
  const { request, response } = RECORDING.parse(JSON.parse(text));
  const body = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
  const type = response.headers['Content-Type'] ?? 'application/json';
  return { path: request.path.replace(/\?.*/, ''), answer: { status: response.status, type, text: body } };
}

/** A backend that answers as was recorded, on loopback for one test. */
async function replaying(names: readonly string[]): Promise<string> {
  const answers = new Map(names.map(recorded).map(({ path, answer }) => [path, answer]));
  const missing = recorded('unknown-route.404').answer;
  const server = createServer((request, response) => {
    const { status, type, text } = answers.get((request.url ?? '').replace(/\?.*/, '')) ?? missing;
    const now = new Date().toISOString().slice(0, 19);
    response.writeHead(status, { 'content-type': type }).end(text.replaceAll(PRESENT, `"${now}"`));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function diagnosed(sweep: string) {
  const url = await replaying([...ANSWERS, sweep]);
  const cloud = await startEc2Emulator({ world: makeWorld('incident', { now: new Date(), size: 0 }).cloud, shuttingDownSeconds: 0 });
  onTestFinished(() => cloud.close());
  const run = await runCommand(['doctor', '-o', 'json'], {
    env: {
      SPOTCTL_BACKEND_URL: url,
      SPOTCTL_TOKEN: 'token-FakeAcme00000000000000000000000A',
      AWS_ENDPOINT_URL: cloud.url,
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_REGION: 'ap-south-1',
    },
  });
  const { findings, checks } = REPORT.parse(JSON.parse(run.stdout));
  return { exitCode: run.exitCode, found: findings.map(({ code, subject }) => `${code} ${subject.id}`), findings, checks };
}

test('tells the incident from the answers that the backend gave', async () => {
  const { exitCode, found, findings, checks } = await diagnosed('incident.instances-to-terminate.500-columns-missing');

  expect(exitCode).toBe(1);
  expect(found).toEqual([
    'EP203 instances-to-terminate',
    'EP206 admin clients without a token',
    'EP206 client token without a token',
    'EP209 health',
    'EP209 system-health',
    'FL404 i-0f75d6fccfb53a938',
    'FL406 f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
    'FL418 i-029c1999a147722de',
  ]);
  expect(findings.find(({ code }) => code === 'EP203')?.remedy.command).toBe('spotctl schema apply');
  // Without a database: this backend has no endpoint for its schema, and its sweep says nothing.
  expect(checks.filter(({ status }) => status === 'unknown').map(({ id }) => id)).toEqual([
    'SC101',
    'SC102',
    'SC103',
    'SC104',
    'SC105',
    'FL402',
    'FL412',
    'FL419',
    'FL427',
  ]);
});

test('and what is left of it once the migration was applied', async () => {
  const { found } = await diagnosed('incident.after-migration.instances-to-terminate.ok');

  expect(found).toEqual([
    'EP206 admin clients without a token',
    'EP206 client token without a token',
    'FL402 i-029c1999a147722de',
    'FL404 i-0f75d6fccfb53a938',
    'FL406 f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
    'FL418 i-029c1999a147722de',
  ]);
});
