import { spawn } from 'node:child_process';
import { request } from 'undici';
import { expect, onTestFinished } from 'vitest';
import { openStoreAt, type Store } from '../../src/backend/store/open-store.ts';
import { prepareStore } from '../../src/backend/store/prepare-store.ts';
import { storedTime } from '../../src/backend/store/stored-time.ts';
import { parseDatabaseUrl } from '../../src/gateways/database/parse-database-url.ts';
import { type Ec2Emulator, startEc2Emulator } from '../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { makeWorld } from '../../src/sandbox/worlds/make-world.ts';
import { homeFolder } from './home.ts';
import { binPath, isolatedEnv, runCommand } from './run-command.ts';

/** Who is switched, and from which instance. */
export const SWITCHED = {
  agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f3d',
  oldInstanceId: 'i-0a1b2c3d4e5f60718',
  clientId: 'c11e0000-0000-4000-8000-00000000000a',
  account: '123456789012',
} as const;
const { agentId: AGENT, oldInstanceId: OLD } = SWITCHED;
const WAIT_SECONDS = 300;
const CLAIM_SECONDS = 300;

/** Processes of a backend, an EC2 and an agent over one healthy fleet. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly store: Store;
  readonly cloud: Ec2Emulator;
  /** What EC2 ran before. */
  readonly before: ReadonlySet<string>;
}

/** `serve` starts the backend over a database that has its tables and rows by then, and answers with its address. */
export async function switchPlace(databaseUrl: string, serve: () => Promise<string>): Promise<Place> {
  const world = makeWorld('healthy', { now: new Date(), size: 0 });
  const store = await openStoreAt(parseDatabaseUrl(databaseUrl));
  onTestFinished(() => store.destroy());
  await prepareStore(store, { adopts: false });
  await store.transaction().execute(async (transaction) => {
    for (const row of world.rows()) await row.insert(transaction);
  });
  const cloud = await startEc2Emulator({ world: world.cloud, shuttingDownSeconds: 2 });
  onTestFinished(() => cloud.close());
  const env = {
    SPOTCTL_BACKEND_URL: await serve(),
    SPOTCTL_TOKEN: world.clientToken,
    SPOTCTL_DATABASE_URL: databaseUrl,
    AWS_ENDPOINT_URL: cloud.url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'ap-south-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { env, home: await homeFolder(), store, cloud, before: new Set(cloud.instances().map(({ id }) => id)) };
}

/**
 * The flow of a switch, with the agent's process killed at each of its steps and started anew:
 * 1 the command, 2 the launch, 3 the report and the new primary, 4 the wait, 5 the offer, 6 the end in EC2, 7 the confirmed end.
 */
export async function killedAtEachStep(place: Place): Promise<void> {
  await forceSwitch(place);
  for (const event of ['registered', 'launched', 'switched']) expect(await killAt(place, { event })).toBe(event);
  await killAt(place, { isDone: async () => (await commandStatuses(place)).every((status) => status !== 'pending') });
  expect(place.cloud.instances().find(({ id }) => id === OLD)?.state).toBe('running');

  await pass(place, WAIT_SECONDS);
  for (const event of ['offered', 'accepted']) {
    expect(await killAt(place, { event })).toBe(event);
    await pass(place, CLAIM_SECONDS);
  }
  // What it reports may have reached the backend before the signal reaches the process.
  for (const event of ['gone', 'reported']) {
    await killAt(place, { event, isDone: async () => (await rowOf(place, OLD))?.termination_confirmed === 1 });
    await pass(place, CLAIM_SECONDS);
  }
  const { exitCode } = await runCommand(['agent', ...AGENT_FLAGS, '--once'], { env: place.env, home: place.home });
  expect(exitCode).toBe(0);
}

/** What has to be true whatever the agent was killed at: one launch, one switch, one end, and a fleet that is well. */
export async function expectOneSwitch(place: Place): Promise<void> {
  const { store, cloud, before } = place;
  const launched = cloud.instances().filter(({ id }) => !before.has(id));
  expect(launched).toEqual([expect.objectContaining({ state: 'running' })]);
  const id = launched[0]?.id ?? '';
  expect(await rowOf(place, OLD)).toMatchObject({ instance_status: 'terminated', is_primary: 0, is_active: 0, termination_confirmed: 1 });
  expect(await rowOf(place, id)).toMatchObject({ instance_status: 'running_primary', is_primary: 1, is_active: 1, agent_id: AGENT });
  const agent = await store.selectFrom('agents').select('instance_id').where('id', '=', AGENT).executeTakeFirst();
  expect(agent?.instance_id).toBe(id);
  const switches = await store
    .selectFrom('switches')
    .select(['old_instance_id', 'new_instance_id'])
    .where('agent_id', '=', AGENT)
    .execute();
  expect(switches).toEqual([{ old_instance_id: OLD, new_instance_id: id }]);
  expect(await commandStatuses(place)).toEqual(['completed']);
  const ended = cloud.calls().filter(({ action, isDryRun }) => action === 'TerminateInstances' && !isDryRun);
  expect(new Set(ended.flatMap(({ instanceIds }) => instanceIds))).toEqual(new Set([OLD]));
  expect(await findings(place)).toEqual([]);
}

const AGENT_FLAGS = ['run', '--instance', OLD, '--region', 'ap-south-1', '--listen', '0'];

interface KilledAt {
  readonly event?: string | null;
  readonly isDone?: () => Promise<boolean>;
}

/** Starts the agent and ends it with SIGKILL the moment it logs that event, or once all is done; answers with the event, if it came. */
async function killAt(place: Place, { event = null, isDone = async () => false }: KilledAt): Promise<string | null> {
  const child = spawn(process.execPath, [binPath, 'agent', ...AGENT_FLAGS], { env: { ...isolatedEnv(place.home), ...place.env } });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { promise: isKilled, resolve } = Promise.withResolvers<void>();
  let log = '';
  let seen: string | null = null;
  child.stdout.on('data', (text: Buffer) => {
    log += text.toString();
    if (event === null || !log.includes(`"event":"${event}"`)) return;
    seen = event;
    child.kill('SIGKILL');
    resolve();
  });
  const watching = new AbortController();
  const isFinished = untilTrue(isDone, watching.signal);
  await Promise.race([isKilled, isFinished, ended]);
  watching.abort();
  child.kill('SIGKILL');
  await Promise.all([ended, isFinished]);
  return seen;
}

async function untilTrue(isDone: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await isDone())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Time passes in the books: what is waited for there lies that much further back. */
async function pass({ store }: Place, seconds: number): Promise<void> {
  const long = storedTime(new Date(Date.now() - (seconds + 5) * 1_000));
  await store.updateTable('instances').set({ zombie_since: long }).where('id', '=', OLD).where('zombie_since', 'is not', null).execute();
  for (const column of ['termination_claimed_at', 'termination_attempted_at'] as const)
    await store
      .updateTable('instances')
      .set({ [column]: long })
      .where('id', '=', OLD)
      .where(column, 'is not', null)
      .execute();
}

async function rowOf({ store }: Place, id: string) {
  return await store.selectFrom('instances').selectAll().where('id', '=', id).executeTakeFirst();
}

async function commandStatuses({ store }: Place): Promise<readonly (string | null)[]> {
  const rows = await store.selectFrom('commands').select('status').where('agent_id', '=', AGENT).execute();
  return rows.map(({ status }) => status);
}

async function forceSwitch({ env }: Place): Promise<void> {
  const headers = { authorization: `Bearer ${env['SPOTCTL_TOKEN'] ?? ''}`, 'content-type': 'application/json' };
  const url = `${env['SPOTCTL_BACKEND_URL'] ?? ''}/api/client/instances/${OLD}/force-switch`;
  const body = JSON.stringify({ target: 'pool', pool_id: 't3.medium.ap-south-1a' });
  const answer = await request(url, { method: 'POST', headers, body });
  expect([answer.statusCode, await answer.body.text()]).toEqual([200, expect.stringContaining('command_id')]);
}

/** No agent lives here but the one that was killed, so that silence is no finding of the flow. */
async function findings({ env, home }: Place): Promise<readonly string[]> {
  const { stdout } = await runCommand(['doctor', '-o', 'json'], { env, home });
  const report: { readonly findings: readonly { readonly code: string }[] } = JSON.parse(stdout);
  return report.findings.map(({ code }) => code).filter((code) => code !== 'FL411');
}
