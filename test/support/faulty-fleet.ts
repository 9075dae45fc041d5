import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startReferenceBackend } from '../../src/backend/start-reference-backend.ts';
import { createSchema } from '../../src/backend/store/create-schema.ts';
import type { NewRow } from '../../src/backend/store/new-row.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import type { CloudWorld, WorldInstance } from '../../src/sandbox/ec2-emulator/cloud-world.ts';
import { type Ec2Emulator, startEc2Emulator } from '../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { agentRow, clientRow, instanceRow } from '../../src/sandbox/worlds/seed-rows.ts';
import { type CallFault, type FaultyEc2, faultyEc2 } from './faulty-ec2.ts';
import { faultyBackend, type ReportFault } from './faulty-backend.ts';
import { homeFolder } from './home.ts';
import { type CommandResult, isolatedEnv, runCommand } from './run-command.ts';
import { removeFolder } from './remove-folder.ts';

const REGION = 'ap-south-1';
const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
const AGENT_ID = 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c';
const PRIMARY = 'i-0f00000000000000f';
const TAGS = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01' };

export interface FaultyFleetFacts {
  /** Zombies by id, with what EC2 has of each. */
  readonly zombies: Readonly<Record<string, Partial<WorldInstance>>>;
  /** What EC2 has of the agent's primary beyond that it runs. */
  readonly primary?: Partial<WorldInstance>;
  readonly spotRequests?: CloudWorld['spotRequests'];
  readonly faults?: readonly CallFault[];
  /** True where the credentials belong to an account that has none of these instances. */
  readonly isOtherAccount?: boolean;
  readonly shuttingDownSeconds?: number;
  /** What becomes of a report at the backend. */
  readonly reportFaults?: readonly ReportFault[];
}

export interface FaultyFleet {
  readonly ec2: FaultyEc2;
  readonly emulator: Ec2Emulator;
  /** The folder that holds the journal. */
  readonly journal: string;
  /** What every command runs in: its settings, and a home that outlives it. */
  readonly env: Readonly<Record<string, string>>;
  /** Any command there. */
  spotctl(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>;
  /** `zombies --terminate --yes --json` with these flags besides. */
  terminate(...flags: readonly string[]): Promise<CommandResult>;
  /** Changes the backend's rows as an agent would, past spotctl. */
  changeAgent(values: { readonly instance_id: string }): Promise<void>;
  stateOf(id: string): string;
  /** Ids the backend was told the end of. */
  reported(): Promise<readonly string[]>;
  /** When each of those ended, as the backend was told. */
  ends(): Promise<ReadonlyMap<string, string | null>>;
  /** Reports that reached the backend, each time, by instance id. */
  readonly reports: readonly string[];
}

/** The reference backend and an EC2 emulator, one agent with its primary and these zombies, and faults between spotctl and EC2. */
export async function faultyFleet(facts: FaultyFleetFacts): Promise<FaultyFleet> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-faulty-'));
  onTestFinished(() => removeFolder(folder));
  const databaseFile = join(folder, 'backend.sqlite');
  const store = await openStore(databaseFile);
  onTestFinished(() => store.destroy());
  await createSchema(store, { isMigrated: true, rows: rowsOf(Object.keys(facts.zombies)) });
  const backend = await startReferenceBackend({ databaseFile, onDefect: () => undefined });
  onTestFinished(() => backend.close());
  const peer = await faultyBackend(backend.url, facts.reportFaults ?? []);
  const emulator = await startEc2Emulator({ world: worldOf(facts), shuttingDownSeconds: facts.shuttingDownSeconds ?? 0 });
  onTestFinished(() => emulator.close());
  const ec2 = await faultyEc2(emulator.url, facts.faults ?? []);
  const home = await homeFolder();
  const env = {
    SPOTCTL_BACKEND_URL: peer.url,
    SPOTCTL_TOKEN: 'acme',
    AWS_ENDPOINT_URL: ec2.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: REGION,
  };
  const spotctl: FaultyFleet['spotctl'] = async (words, more = {}) =>
    await runCommand(words, { env: { ...env, ...more }, home, timeoutSeconds: 240 });
  return {
    ec2,
    emulator,
    journal: join(home, '.local/state/spotctl'),
    reports: peer.reports,
    env: { ...isolatedEnv(home), ...env },
    spotctl,
    terminate: async (...flags) => await spotctl(['zombies', '--terminate', '--yes', '--max-count', '2000', '--json', ...flags]),
    changeAgent: async (values) => {
      await store.updateTable('agents').set(values).execute();
    },
    stateOf: (id) => emulator.instances().find((instance) => instance.id === id)?.state ?? 'absent',
    reported: async () => {
      const rows = await store.selectFrom('instances').select('id').where('termination_confirmed', '=', 1).execute();
      return rows.map(({ id }) => id);
    },
    ends: async () => {
      const rows = await store.selectFrom('instances').select(['id', 'terminated_at']).where('termination_confirmed', '=', 1).execute();
      return new Map(rows.map(({ id, terminated_at: at }) => [id, at]));
    },
  };
}

function worldOf({ zombies, primary = {}, spotRequests = [], isOtherAccount = false }: FaultyFleetFacts): CloudWorld {
  const instance = (id: string, facts: Partial<WorldInstance>): WorldInstance => ({
    id,
    region: REGION,
    az: `${REGION}a`,
    instanceType: 't3.medium',
    launchedAt: '2026-11-20T12:00:00.000Z',
    lifecycle: 'spot',
    tags: TAGS,
    ...facts,
  });
  return {
    accountId: '123456789012',
    regions: [{ name: REGION, zones: [`${REGION}a`, `${REGION}b`] }],
    instances: isOtherAccount ? [] : [instance(PRIMARY, primary), ...Object.entries(zombies).map(([id, facts]) => instance(id, facts))],
    spotRequests,
  };
}

function* rowsOf(zombies: readonly string[]): Iterable<NewRow> {
  const moment = '2026-11-20 12:00:00';
  yield clientRow({ id: CLIENT_ID, name: 'Acme', token: 'acme', created_at: moment, last_sync_at: moment });
  const agent = { id: AGENT_ID, client_id: CLIENT_ID, logical_agent_id: 'web-01', hostname: 'host', instance_id: PRIMARY };
  yield agentRow({ ...agent, region: REGION, az: `${REGION}a`, last_heartbeat_at: moment, created_at: moment });
  const times = { installed_at: moment, created_at: moment, updated_at: moment };
  const common = { client_id: CLIENT_ID, agent_id: AGENT_ID, ami_id: 'ami-0abcdef1234567890', ...times };
  yield instanceRow({ ...common, id: PRIMARY });
  for (const id of zombies) yield instanceRow({ ...common, id, instance_status: 'zombie', is_primary: 0, is_active: 0 });
}
