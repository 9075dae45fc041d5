import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSchema } from '../backend/store/create-schema.ts';
import { openStore, type Store } from '../backend/store/open-store.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { startEc2Emulator } from './ec2-emulator/start-ec2-emulator.ts';
import { serveWorld } from './flawed-backend/serve-world.ts';
import { keepAgentsAlive } from './keep-agents-alive.ts';
import { exportLines, LOGS, type SandboxEnvironment, sandboxEnvironment, type SandboxParts } from './sandbox-environment.ts';
import { makeWorld } from './worlds/make-world.ts';
import type { World, WorldName } from './worlds/world.ts';
import type { WorldLogs } from './worlds/world-logs.ts';

export interface SandboxOptions {
  readonly world: WorldName;
  /** About how many instances the fleet world has. */
  readonly size: number;
  /** How long an instance is shutting down before it is terminated. */
  readonly shuttingDownSeconds: number;
  /** Told of every error that is a defect of the reference backend. */
  readonly onDefect: (error: unknown) => void;
}

export interface Sandbox extends SandboxParts {
  /** Whom its operator works for, and in which account. */
  readonly clientId: string;
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly environment: SandboxEnvironment;
  /** The environment as lines for a shell. */
  readonly exports: string;
  /** Stops both servers and removes the folder. Nothing of the sandbox is left. */
  close(): Promise<void>;
}

/** Starts the reference backend and the EC2 emulator on free loopback ports, with a world that stands as of now. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const ending = new Ending();
  try {
    const folder = await makeFolder(ending);
    const world = makeWorld(options.world, { now: new Date(), size: options.size });
    await writeLogs(join(folder, LOGS), world.logs);
    const databaseFile = join(folder, 'backend.sqlite');
    const store = await seedStore(world, { databaseFile, ending });
    const backendUrl = await serveWorld({
      databaseFile,
      flaws: world.backend,
      onDefect: options.onDefect,
      onStarted: (close) => ending.add(close),
    });
    const cloud = await startEc2Emulator({ world: world.cloud, shuttingDownSeconds: options.shuttingDownSeconds });
    ending.add(() => cloud.close());
    ending.add(keepAgentsAlive({ store, cloud, onDefect: options.onDefect }));
    const parts: SandboxParts = {
      folder,
      backendUrl,
      cloudUrl: cloud.url,
      databaseUrl: world.databaseUrl ?? `sqlite:${databaseFile}`,
      clientToken: world.clientToken,
      region: world.regions[0] ?? 'us-east-1',
    };
    const environment = sandboxEnvironment(parts);
    const { clientId, regions } = world;
    const { accountId } = world.cloud;
    return { ...parts, clientId, accountId, regions, environment, exports: exportLines(environment), close: () => ending.run() };
  } catch (error) {
    await ending.run();
    throw new SpotctlError({ code: 'SANDBOX_FAILED', message: 'The sandbox could not be started.', cause: error });
  }
}

async function makeFolder(ending: Ending): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-sandbox-'));
  ending.add(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o700);
  for (const name of ['config', 'state', 'cache']) await mkdir(join(folder, name), { mode: 0o700 });
  return folder;
}

async function writeLogs(folder: string, logs: WorldLogs): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  for (const [name, lines] of Object.entries(logs)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
}

async function seedStore(
  world: World,
  { databaseFile, ending }: { readonly databaseFile: string; readonly ending: Ending },
): Promise<Store> {
  const store = await openStore(databaseFile);
  ending.add(() => store.destroy());
  await createSchema(store, { isMigrated: world.isMigrated, rows: world.rows(), changes: world.statements });
  return store;
}

/** What has to be undone, last first, and once. */
class Ending {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await step();
  }
}
