import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client, RunInstancesCommand, type RunInstancesCommandInput, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startReferenceBackend } from '../../src/backend/start-reference-backend.ts';
import { createSchema } from '../../src/backend/store/create-schema.ts';
import type { NewRow } from '../../src/backend/store/new-row.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import { agentRow, clientRow, instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { requireServer } from '../support/require-server.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';
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

async function launch(moto: MotoServer, options: Partial<RunInstancesCommandInput> = {}): Promise<string> {
  const { Instances: launched } = await clientOf(moto).send(
    new RunInstancesCommand({
      ImageId: 'ami-03cf127a',
      InstanceType: 'm5.large',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: `${REGION}b` },
      TagSpecifications: [{ ResourceType: 'instance', Tags: TAGS }],
      ...options,
    }),
  );
  return launched?.[0]?.InstanceId ?? '';
}

/** The reference backend with one agent and its primary, of the type that is launched here. */
async function backendWith(primary: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-moto-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const databaseFile = join(folder, 'backend.sqlite');
  const store = await openStore(databaseFile);
  await createSchema(store, { isMigrated: true, rows: rows(primary) });
  await store.destroy();
  const backend = await startReferenceBackend({ databaseFile, onDefect: () => undefined });
  onTestFinished(() => backend.close());
  return backend.url;
}

function* rows(primary: string): Iterable<NewRow> {
  const moment = '2026-11-20 12:00:00';
  yield clientRow({ id: CLIENT_ID, name: 'Acme', token: 'acme', created_at: moment, last_sync_at: moment });
  const agent = { id: AGENT_ID, client_id: CLIENT_ID, logical_agent_id: 'web-01', hostname: 'host', instance_id: primary };
  yield agentRow({ ...agent, region: REGION, az: `${REGION}a`, last_heartbeat_at: moment, created_at: moment });
  const times = { installed_at: moment, created_at: moment, updated_at: moment };
  const facts = { client_id: CLIENT_ID, agent_id: AGENT_ID, ami_id: 'ami-03cf127a', instance_type: 'm5.large', ondemand_price: 0.101 };
  yield instanceRow({ ...facts, ...times, id: primary });
}

async function register(
  at: { readonly moto: MotoServer; readonly backendUrl: string },
  ...args: readonly string[]
): Promise<CommandResult> {
  const env = {
    SPOTCTL_BACKEND_URL: at.backendUrl,
    SPOTCTL_TOKEN: 'acme',
    AWS_ENDPOINT_URL: at.moto.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: REGION,
  };
  return await runCommand(['register-instance', ...args, '--json'], { env });
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

  test('registers with the facts of a real DescribeInstances, and the price that the backend knows of the type', async () => {
    const primary = await launch(moto);
    const backendUrl = await backendWith(primary);
    const id = await launch(moto);

    const ended = await register({ moto, backendUrl }, id, '--yes');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      request: {
        instanceId: id,
        instanceType: 'm5.large',
        region: REGION,
        az: `${REGION}b`,
        mode: 'ondemand',
        poolId: null,
        imageId: 'ami-03cf127a',
        spotPriceUsdPerHour: null,
        onDemandPriceUsdPerHour: 0.101,
      },
      demoted: [{ id: primary, status: 'zombie' }],
      verified: true,
      primaries: [id],
    });
  });

  test('leaves out a price that nobody knows, and says so', async () => {
    const backendUrl = await backendWith(await launch(moto));
    const id = await launch(moto, { InstanceType: 'c5.large' });

    const ended = await register({ moto, backendUrl }, id, '--dry-run');

    expect(JSON.parse(ended.stdout)).toMatchObject({
      request: { onDemandPriceUsdPerHour: null },
      warnings: expect.arrayContaining(['Its on-demand price is not known and is left out; the backend books 0.']),
    });
  });

  test('discovers by tags what runs unregistered beside a serving primary, and replaces that only where it is named', async () => {
    const primary = await launch(moto);
    const backendUrl = await backendWith(primary);
    const id = await launch(moto, { InstanceMarketOptions: { MarketType: 'spot' } });

    const primaries = await register({ moto, backendUrl }, '--discover', '--yes');
    const replicas = await register({ moto, backendUrl }, '--discover', '--replica', '--yes');

    expect(JSON.parse(primaries.stdout)).toMatchObject({ items: [], discovered: [{ id, mode: 'spot', servedBy: primary }] });
    expect(JSON.parse(replicas.stdout)).toMatchObject({ items: [{ instanceId: id, outcome: 'registered' }] });
  });

  test('refuses one that is stopped', async () => {
    const backendUrl = await backendWith(await launch(moto));
    const id = await launch(moto);
    await clientOf(moto).send(new StopInstancesCommand({ InstanceIds: [id] }));

    const ended = await register({ moto, backendUrl }, id, '--yes');

    expect(ended.exitCode).toBe(6);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      error: { code: 'REGISTRATION_REFUSED', message: expect.stringContaining('EC2 shows it as stopped') },
    });
  });
});
