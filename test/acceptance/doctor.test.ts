import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { runCommand } from '../support/run-command.ts';

type Environment = Readonly<Record<string, string>>;

const REPORT = z.object({
  apiVersion: z.literal('spotctl/v1'),
  kind: z.literal('DoctorReport'),
  status: z.enum(['healthy', 'problems', 'incomplete']),
  sources: z.record(z.enum(['backend', 'database', 'aws']), z.object({ status: z.string(), detail: z.string().nullable() })),
  checks: z.array(z.object({ id: z.string(), status: z.string() })),
  findings: z.array(
    z.object({ code: z.string(), subject: z.object({ id: z.string() }), remedy: z.object({ command: z.string().nullable() }) }),
  ),
  fleet: z.object({ ghosts: z.number().nullable(), unregistered: z.number().nullable(), hourlyWaste: z.number().nullable() }),
  suppressed: z.array(z.object({ code: z.string() })),
});

/** What a program started in that world finds in its environment. */
async function inWorld(world: 'incident' | 'healthy'): Promise<Environment> {
  const sandbox = await startSandbox({ world, size: 0, shuttingDownSeconds: 0, onDefect: () => undefined });
  onTestFinished(() => sandbox.close());
  return Object.fromEntries(Object.entries(sandbox.environment).filter((entry): entry is [string, string] => entry[1] !== null));
}

async function report(env: Environment) {
  const run = await runCommand(['doctor', '-o', 'json'], { env });
  return { exitCode: run.exitCode, report: REPORT.parse(JSON.parse(run.stdout)) };
}

function without(env: Environment, ...names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** A port of loopback on which nothing listens. */
async function refusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 1;
}

const INCIDENT = [
  'SC102 instances.termination_attempted_at',
  'SC102 instances.termination_confirmed',
  'SC102 replica_instances.termination_attempted_at',
  'SC102 replica_instances.termination_confirmed',
  'SC104 instances.idx_instances_zombie_termination',
  'SC104 replica_instances.idx_replicas_termination',
  'EP203 instances-to-terminate',
  'EP209 health',
  'EP209 system-health',
  'FL401 i-029c1999a147722de',
  'FL404 i-0f75d6fccfb53a938',
  'FL406 f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
  'FL420 i-029c1999a147722de',
];

test('tells the incident as one document, and ends with 1', async () => {
  const env = await inWorld('incident');

  const { exitCode, report: told } = await report(env);

  expect(exitCode).toBe(1);
  expect(told.status).toBe('problems');
  expect(told.findings.map(({ code, subject }) => `${code} ${subject.id}`)).toEqual(INCIDENT);
  expect(told.fleet).toMatchObject({ ghosts: 1, unregistered: 1 });
  expect(told.fleet.hourlyWaste).toBeGreaterThan(0);
});

test('tells the incident in text that fits 80 columns, with each remedy as a command', async () => {
  const env = await inWorld('incident');

  const { exitCode, stdout, stderr } = await runCommand(['doctor'], { env });

  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const complete = await runCommand(['doctor', '--all'], { env });
  expect(complete.stdout.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '))).toEqual([]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout.split('\n').filter((line) => line.startsWith('      $ '))).toEqual([
    '      $ spotctl schema apply',
    '      $ spotctl schema apply',
    '      $ spotctl schema apply',
    '      $ spotctl doctor',
    '      $ spotctl zombies --terminate',
    '      $ spotctl register-instance i-0f75d6fccfb53a938 --agent web-01',
    '      $ spotctl register-instance i-0f75d6fccfb53a938 --agent web-01',
  ]);
});

test('finds the incident without the database too, and says what only it could tell', async () => {
  const env = without(await inWorld('incident'), 'SPOTCTL_DATABASE_URL');

  const { exitCode, report: told } = await report(env);

  expect(exitCode).toBe(1);
  expect(told.findings.map(({ code, subject }) => `${code} ${subject.id}`)).toEqual(INCIDENT);
  expect(told.sources['database']).toEqual({ status: 'not-configured', detail: 'no database is configured' });
  expect(told.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id)).toContain('FL409');
});

test('finds nothing in a healthy fleet, and ends with 0', async () => {
  const env = await inWorld('healthy');

  const { exitCode, report: told } = await report(env);

  expect(told).toMatchObject({ status: 'healthy', findings: [], fleet: { ghosts: 0, unregistered: 0, hourlyWaste: 0 } });
  expect(told.checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${id} ${status}`)).toEqual([
    'LG501 skipped',
    'LG502 skipped',
    'LG503 skipped',
  ]);
  expect(exitCode).toBe(0);
});

test('says the same as YAML', async () => {
  const env = await inWorld('healthy');

  const { stdout, exitCode } = await runCommand(['doctor', '-o', 'yaml'], { env });

  expect(exitCode).toBe(0);
  expect(stdout).toContain('apiVersion: spotctl/v1\nkind: DoctorReport\n');
  expect(stdout).toContain('status: healthy\n');
});

test('refuses a format for lists', async () => {
  const env = await inWorld('healthy');

  const { exitCode, stderr } = await runCommand(['doctor', '-o', 'csv'], { env });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('-o csv is for lists');
});

test('where the backend refuses the connection, says so and still looks at the rest', async () => {
  const env = await inWorld('healthy');

  const { exitCode, report: told } = await report({ ...env, SPOTCTL_BACKEND_URL: `http://127.0.0.1:${await refusedPort()}` });

  expect(exitCode).toBe(1);
  expect(told.findings.map(({ code }) => code)).toEqual(['EP201']);
  expect(told.checks.find(({ id }) => id === 'SC102')?.status).toBe('ok');
  // The database knows whose token it is, and has the rows.
  expect(told.checks.find(({ id }) => id === 'FL401')?.status).toBe('ok');
  expect(told.checks.find(({ id }) => id === 'FL412')?.status).toBe('unknown');
});

test('where neither backend nor database say whose token it is, calls the fleet unknown', async () => {
  const env = await inWorld('healthy');
  const down = { ...env, SPOTCTL_BACKEND_URL: `http://127.0.0.1:${await refusedPort()}` };

  const stranger = await report({ ...down, SPOTCTL_TOKEN: 'token-of-nobody' });
  const bookless = await report(without(down, 'SPOTCTL_DATABASE_URL'));

  for (const { report: told } of [stranger, bookless]) {
    expect(told.findings.map(({ code }) => code)).toEqual(['EP201']);
    expect(told.checks.find(({ id }) => id === 'FL401')?.status).toBe('unknown');
  }
});

test('where the token is wrong, says so', async () => {
  const env = await inWorld('healthy');

  const { exitCode, report: told } = await report({ ...env, SPOTCTL_TOKEN: 'wrong' });

  expect([exitCode, told.findings.map(({ code }) => code)]).toEqual([1, ['EP202']]);
});

test('where there are no AWS credentials, says so and calls nothing of EC2 fine', async () => {
  const env = without(await inWorld('incident'), 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');

  const { exitCode, report: told } = await report({ ...env, AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_CONFIG_FILE: '/nonexistent' });

  expect(exitCode).toBe(1);
  expect(told.findings.map(({ code }) => code)).toContain('AW301');
  expect(told.checks.find(({ id }) => id === 'FL401')?.status).toBe('unknown');
  expect(told.fleet).toEqual({ ghosts: null, unregistered: null, hourlyWaste: null });
});

test('without any settings, says what to set and ends with 2', async () => {
  const { exitCode, stdout } = await runCommand(['doctor', '--json']);

  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Error', error: { code: 'SETTINGS_MISSING', exitCode: 2 } });
});
