import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeInstancesCommand, EC2Client, ModifyInstanceAttributeCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startReferenceBackend } from '../../src/backend/start-reference-backend.ts';
import { createSchema } from '../../src/backend/store/create-schema.ts';
import type { NewRow } from '../../src/backend/store/new-row.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import { agentRow, clientRow, instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { homeFolder } from '../support/home.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, repositoryRoot, runCommand } from '../support/run-command.ts';
import { isMotoInstalled, type MotoServer, startMoto } from './moto-server.ts';

const REGION = 'ap-south-1';
const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const TAGS = [
  { Key: 'ManagedBy', Value: 'SpotOptimizer' },
  { Key: 'LogicalAgentId', Value: 'web-01' },
];

function clientOf({ url }: MotoServer): EC2Client {
  return new EC2Client({ endpoint: url, region: REGION, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } });
}

async function launch(moto: MotoServer, zone: string): Promise<string> {
  const { Instances: launched } = await clientOf(moto).send(
    new RunInstancesCommand({
      ImageId: 'ami-03cf127a',
      InstanceType: 'm5.large',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: `${REGION}${zone}` },
      TagSpecifications: [{ ResourceType: 'instance', Tags: TAGS }],
    }),
  );
  return launched?.[0]?.InstanceId ?? '';
}

async function protect(moto: MotoServer, id: string): Promise<void> {
  await clientOf(moto).send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: true } }));
}

async function statesIn(moto: MotoServer): Promise<ReadonlyMap<string, string>> {
  const { Reservations: found } = await clientOf(moto).send(new DescribeInstancesCommand({}));
  const instances = (found ?? []).flatMap(({ Instances: all }) => all ?? []);
  return new Map(instances.map(({ InstanceId: id, State: state }) => [id ?? '', state?.Name ?? '']));
}

/** The reference backend with one agent, its primary, and zombies of these ids. */
async function backendWith(primary: string, zombies: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-moto-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const databaseFile = join(folder, 'backend.sqlite');
  const store = await openStore(databaseFile);
  await createSchema(store, { isMigrated: true, rows: rows(primary, zombies) });
  await store.destroy();
  const backend = await startReferenceBackend({ databaseFile, onDefect: () => undefined });
  onTestFinished(() => backend.close());
  return backend.url;
}

function* rows(primary: string, zombies: readonly string[]): Iterable<NewRow> {
  const moment = '2026-11-20 12:00:00';
  yield clientRow({ id: CLIENT_ID, name: 'Acme', token: 'acme', created_at: moment, last_sync_at: moment });
  const agent = { id: AGENT_ID, client_id: CLIENT_ID, logical_agent_id: 'web-01', hostname: 'host', instance_id: primary };
  yield agentRow({ ...agent, region: REGION, az: `${REGION}a`, last_heartbeat_at: moment, created_at: moment });
  const times = { installed_at: moment, created_at: moment, updated_at: moment };
  const common = { client_id: CLIENT_ID, agent_id: AGENT_ID, ami_id: 'ami-03cf127a', ...times };
  yield instanceRow({ ...common, id: primary });
  for (const id of zombies) yield instanceRow({ ...common, id, instance_status: 'zombie', is_primary: 0, is_active: 0 });
}

interface Place {
  readonly moto: MotoServer;
  readonly backendUrl: string;
}

function envOf(at: Place): Record<string, string> {
  return {
    SPOTCTL_BACKEND_URL: at.backendUrl,
    SPOTCTL_TOKEN: 'acme',
    AWS_ENDPOINT_URL: at.moto.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: REGION,
  };
}

async function terminate(at: Place, ...flags: readonly string[]): Promise<CommandResult> {
  return await runCommand(['zombies', '--terminate', '--max-count', '10', '--json', ...flags], { env: envOf(at) });
}

function outcomes({ stdout }: CommandResult): unknown {
  return JSON.parse(stdout);
}

await requireServer({ name: 'moto_server', isAvailable: isMotoInstalled }, () => {
  let moto: MotoServer;

  beforeAll(async () => {
    moto = await startMoto();
  });

  beforeEach(async () => {
    await moto.reset();
  });

  afterAll(async () => {
    await moto.stop();
  });

  test('terminates the zombies of every zone in moto, and leaves the primary', async () => {
    const [primary, first, second, third] = [
      await launch(moto, 'a'),
      await launch(moto, 'a'),
      await launch(moto, 'a'),
      await launch(moto, 'b'),
    ];
    const backendUrl = await backendWith(primary, [first, second, third]);

    const ended = await terminate({ moto, backendUrl }, '--yes');
    const again = await terminate({ moto, backendUrl }, '--yes');

    expect(ended.exitCode).toBe(0);
    expect(outcomes(ended)).toMatchObject({ totals: { terminated: 3, reported: 3 } });
    expect(outcomes(again)).toMatchObject({ targets: [] });
    expect(Object.fromEntries(await statesIn(moto))).toEqual({
      [primary]: 'running',
      [first]: 'terminated',
      [second]: 'terminated',
      [third]: 'terminated',
    });
  });

  test('leaves a protected zombie until it is named, and does not let it hold back the others', async () => {
    const [primary, guarded, free] = [await launch(moto, 'a'), await launch(moto, 'a'), await launch(moto, 'a')];
    await protect(moto, guarded);
    const backendUrl = await backendWith(primary, [guarded, free]);

    const ended = await terminate({ moto, backendUrl }, '--yes');
    const lifted = await terminate({ moto, backendUrl }, '--yes', '--unprotect', guarded);

    expect(ended.exitCode).toBe(3);
    expect(outcomes(ended)).toMatchObject({ totals: { terminated: 1, refused: 1, reported: 1 } });
    expect(lifted.exitCode).toBe(0);
    expect((await statesIn(moto)).get(guarded)).toBe('terminated');
  });

  test('goes on with what moto shows after it was killed between the call and its answer', async () => {
    const [primary, zombie] = [await launch(moto, 'a'), await launch(moto, 'a')];
    const at = { moto, backendUrl: await backendWith(primary, [zombie]) };
    const home = await homeFolder();
    // The commits of its journal: the table, the beginning, the attempt, the answer.
    const dying = { NODE_OPTIONS: `--import=${join(repositoryRoot, 'test/support/die-at-commit.js')}`, DIE_AT: 'before 4' };

    const dead = await runCommand(['terminate', zombie, '--yes', '--max-count', '1'], { env: { ...envOf(at), ...dying }, home });
    const state = (await statesIn(moto)).get(zombie);
    const resumed = await runCommand(['journal', 'resume', '--json'], { env: envOf(at), home });

    expect([dead.exitCode, state]).toEqual([null, 'terminated']);
    expect(resumed.exitCode).toBe(0);
    expect(outcomes(resumed)).toMatchObject({ reports: [{ totals: { terminated: 1, reported: 1 } }] });
  });

  test('asks for permission in a rehearsal, and changes nothing', async () => {
    const [primary, zombie] = [await launch(moto, 'a'), await launch(moto, 'a')];
    const backendUrl = await backendWith(primary, [zombie]);

    const rehearsed = await terminate({ moto, backendUrl }, '--dry-run');

    expect(rehearsed.exitCode).toBe(0);
    expect(outcomes(rehearsed)).toMatchObject({ count: 1, permission: [{ region: REGION, allowed: true }] });
    expect((await statesIn(moto)).get(zombie)).toBe('running');
  });
});
