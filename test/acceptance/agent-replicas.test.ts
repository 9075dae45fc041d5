import { spawn } from 'node:child_process';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { homeFolder } from '../support/home.ts';
import { metadataService, OWN_METADATA } from '../support/metadata-service.ts';
import { binPath, isolatedEnv } from '../support/run-command.ts';
import { type SandboxRun, sandboxRun } from '../support/sandbox-run.ts';
import { agentLogLines } from './support/agent-log.ts';

const AGENT = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const PRIMARY = 'i-0f75d6fccfb53a938';
const ON_PRIMARY = ['agent', 'run', '--instance', PRIMARY, '--region', 'ap-south-1'];
const Replicas = z.object({ replicas: z.array(z.object({ id: z.string(), instance_id: z.string(), status: z.string() })) });

/** The incident, mended: one primary, nothing else. */
async function mended(): Promise<SandboxRun> {
  const run = await sandboxRun();
  await run.spotctl('schema', 'apply', '--yes');
  await run.spotctl('register-instance', PRIMARY, '--yes');
  await run.spotctl('zombies', '--terminate', '--yes');
  await run.spotctl(...ON_PRIMARY, '--once');
  return run;
}

/** The same, and a replica that is asked for. */
async function asked(): Promise<SandboxRun> {
  const run = await mended();
  await call(run, { path: `/api/client/agents/${AGENT}/config`, body: { manualReplicaEnabled: true } });
  await call(run, { path: `/api/agents/${AGENT}/replicas`, body: { pool_id: 't3.medium.ap-south-1a' } });
  return run;
}

async function call(run: SandboxRun, { path, body }: { readonly path: string; readonly body?: unknown }): Promise<unknown> {
  const headers = { authorization: `Bearer ${run.env['SPOTCTL_TOKEN'] ?? ''}`, 'content-type': 'application/json' };
  const sent =
    body === undefined ? ({ method: 'GET', headers } as const) : ({ method: 'POST', headers, body: JSON.stringify(body) } as const);
  const answer = await request(`${run.env['SPOTCTL_BACKEND_URL'] ?? ''}${path}`, sent);
  expect(answer.statusCode).toBeLessThan(300);
  return await answer.body.json();
}

async function replicasOf(run: SandboxRun) {
  return Replicas.parse(await call(run, { path: `/api/agents/${AGENT}/replicas?include_terminated=true` })).replicas;
}

/** Ids of what EC2 runs under that tag of any value. */
async function launchedBy(run: SandboxRun, tag: string): Promise<readonly string[]> {
  const credentials = { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'sandbox' };
  const client = new EC2Client({ endpoint: run.env['AWS_ENDPOINT_URL'] ?? '', region: 'ap-south-1', credentials });
  onTestFinished(() => client.destroy());
  const { Reservations: found = [] } = await client.send(new DescribeInstancesCommand({}));
  const instances = found.flatMap(({ Instances }) => Instances ?? []);
  return instances.flatMap(({ InstanceId, Tags }) => (Tags?.some(({ Key }) => Key === tag) ? [InstanceId ?? ''] : []));
}

test('launches the replica that the backend asks for, beside the primary', async () => {
  const run = await asked();

  const looked = await run.spotctl(...ON_PRIMARY, '--once', '--dry-run');
  const { exitCode, stdout } = await run.spotctl(...ON_PRIMARY, '--once');

  expect(agentLogLines(looked.stdout)).toContainEqual(expect.objectContaining({ event: 'would-launch', pool: 't3.medium.ap-south-1a' }));
  expect([exitCode, agentLogLines(stdout).map(({ event }) => event)]).toEqual([
    0,
    ['registered', 'replica-launched', 'replica-ready', 'priced'],
  ]);
  const [id = ''] = await launchedBy(run, 'spotctl:replica');
  expect(await replicasOf(run)).toMatchObject([{ instance_id: id, status: 'ready' }]);
  const listed = await run.spotctl('instances', '--columns', 'id,status,awsState', '--agent', AGENT, '-o', 'tsv');
  expect(listed.stdout.split('\n')).toEqual(
    expect.arrayContaining([`${PRIMARY}\trunning_primary\trunning`, `${id}\trunning_replica\trunning`]),
  );
});

test('launches it once, though its process is killed at each of its steps', async () => {
  const run = await asked();
  const home = await homeFolder();

  for (const event of ['registered', 'replica-launched', 'replica-ready']) await killedAt(run, { event, home });
  const { exitCode } = await run.spotctl(...ON_PRIMARY, '--once');

  expect(exitCode).toBe(0);
  const launched = await launchedBy(run, 'spotctl:replica');
  expect(launched).toHaveLength(1);
  expect(await replicasOf(run)).toMatchObject([{ instance_id: launched[0], status: 'ready' }]);
});

/** Starts the agent and ends it with SIGKILL the moment it logs that event. */
async function killedAt(run: SandboxRun, { event, home }: { readonly event: string; readonly home: string }): Promise<void> {
  const env = { ...isolatedEnv(home), ...run.env };
  const child = spawn(process.execPath, [binPath, ...ON_PRIMARY, '--listen', '0'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let log = '';
  child.stdout.on('data', (text: Buffer) => {
    log += text.toString();
    if (log.includes(`"event":"${event}"`)) child.kill('SIGKILL');
  });
  await ended;
  expect(log).toContain(`"event":"${event}"`);
}

test('launches a replica when EC2 takes the machine back, and the replica takes over', async () => {
  const run = await mended();
  const announced = { '/latest/meta-data/spot/instance-action': '{"action": "terminate", "time": "2026-11-23T10:02:00Z"}' };
  const service = await metadataService({ ...OWN_METADATA, ...announced });
  const env = { ...run.env, AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url, AWS_REGION: 'us-east-1' };

  const { stdout } = await run.spotctlWith(env, 'agent', 'run', '--once');

  const [id] = await launchedBy(run, 'spotctl:replica');
  const log = agentLogLines(stdout);
  expect(log.map(({ event }) => event).slice(0, 5)).toEqual([
    'registered',
    'interruption',
    'replica-asked',
    'replica-launched',
    'announced',
  ]);
  expect(log[4]).toMatchObject({ primary: id });
  const listed = await run.spotctl('primaries', '-o', 'name', '--agent', AGENT);
  expect(listed.stdout.trim()).toBe(id);
});
