import { spawn } from 'node:child_process';
import { request } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { binPath } from '../support/run-command.ts';
import { metadataService, OWN_METADATA } from '../support/metadata-service.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { agentLogLines, type AgentLogLine } from './support/agent-log.ts';

const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

/** The incident, mended: one primary, nothing else. */
async function mended(): Promise<SandboxRun> {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  await run.spotctl('zombies', '--terminate', '--yes');
  return run;
}

async function post(run: SandboxRun, { path, body }: { readonly path: string; readonly body: unknown }): Promise<void> {
  const headers = { authorization: `Bearer ${run.env['SPOTCTL_TOKEN'] ?? ''}`, 'content-type': 'application/json' };
  const url = `${run.env['SPOTCTL_BACKEND_URL'] ?? ''}${path}`;
  const { statusCode } = await request(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(statusCode).toBe(200);
}

async function once(
  run: SandboxRun,
  ...flags: readonly string[]
): Promise<{ readonly exitCode: number | null; readonly log: readonly AgentLogLine[] }> {
  const { exitCode, stdout } = await run.spotctl('agent', 'run', '--instance', NEW, '--region', 'ap-south-1', '--once', ...flags);
  return { exitCode, log: agentLogLines(stdout) };
}

test('carries a switch out, and the sweep ends the old instance after its wait', async () => {
  const run = await mended();
  await post(run, { path: `/api/client/instances/${NEW}/force-switch`, body: { target: 'pool', pool_id: 't3.medium.ap-south-1a' } });

  const looked = await once(run, '--dry-run');
  const switched = await once(run);

  expect(looked.log).toContainEqual(expect.objectContaining({ event: 'would-switch', pool: 'spot t3.medium.ap-south-1a' }));
  expect(switched.log.map(({ event }) => event)).toEqual(['registered', 'launched', 'switched', 'priced']);
  const to = String(switched.log.find(({ event }) => event === 'switched')?.['to']);
  const { stdout } = await run.spotctl('instances', '--columns', 'id,status,awsState', '--agent', AGENT, '-o', 'tsv');
  expect(stdout.split('\n')).toEqual(expect.arrayContaining([`${to}\trunning_primary\trunning`, `${NEW}\tzombie\trunning`]));
});

test('takes what the sweep offers, and knows by the journal what it has reported', async () => {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', NEW, '--yes');
  await post(run, { path: `/api/client/agents/${AGENT}/config`, body: { terminate_wait_minutes: 0, auto_terminate_enabled: true } });

  const { exitCode, log } = await once(run);

  expect([exitCode, log.map(({ event }) => event)]).toEqual([
    0,
    ['registered', 'offered', 'accepted', 'gone', 'reported', 'swept', 'priced'],
  ]);
  expect(await run.stateOf(OLD)).toBe('terminated');
  expect((await once(run)).log.map(({ event }) => event)).toEqual(['registered', 'priced']);
});

test('on the instance itself it knows by the metadata whom it speaks for', async () => {
  const run = await mended();
  const service = await metadataService({ ...OWN_METADATA, '/latest/meta-data/public-ipv4': '13.232.0.10' });
  const env = { ...run.env, AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url, AWS_REGION: 'us-east-1' };

  const { exitCode, stdout } = await run.spotctlWith(env, 'agent', 'run', '--once');

  expect(exitCode).toBe(0);
  expect(agentLogLines(stdout)[0]).toMatchObject({ event: 'registered', agentId: AGENT, instanceId: NEW, isServing: true });
});

test('of an instance that is not the primary, it stands by', async () => {
  const run = await mended();

  const { exitCode, stdout } = await run.spotctl('agent', 'run', '--instance', OLD, '--region', 'ap-south-1', '--once');

  expect(exitCode).toBe(0);
  expect(agentLogLines(stdout).map(({ event, isServing }) => [event, isServing])).toEqual([['registered', false]]);
});

test('serves its health and its counts on loopback, and stops at SIGTERM', async () => {
  const run = await mended();
  const flags = ['agent', 'run', '--instance', NEW, '--region', 'ap-south-1', '--listen', '19469'];
  const child = spawn(process.execPath, [binPath, ...flags], { env: { ...process.env, ...run.env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

  await vi.waitFor(() => expect(stdout).toContain('"priced"'), { timeout: 20_000 });
  const health = await request('http://127.0.0.1:19469/healthz');
  const metrics = await request('http://127.0.0.1:19469/metrics');
  child.kill('SIGTERM');

  expect([health.statusCode, await health.body.json()]).toEqual([
    200,
    { status: 'ok', heartbeatAt: expect.any(String), isServing: true, isEnabled: true },
  ]);
  expect(await metrics.body.text()).toMatch(/spotctl_agent_heartbeats_total 1\n[\s\S]*# EOF\n$/u);
  expect(await ended).toBe(0);
  expect(agentLogLines(stdout).at(-1)?.event).toBe('stopped');
});

test('says what it lacks to know whom it speaks for', async () => {
  const run = await mended();

  const nobody = await run.spotctl('agent', 'run', '--region', 'ap-south-1', '--once');
  const unknown = await run.spotctl('agent', 'run', '--instance', 'i-0ffffffffffffffff', '--region', 'ap-south-1', '--once');

  expect(nobody.exitCode).toBe(2);
  expect(nobody.stderr).toContain('Name the one to manage with --instance.');
  expect(unknown.stderr).toContain('EC2 shows no i-0ffffffffffffffff in ap-south-1.');
});
