import { onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { WorldName } from '../../src/sandbox/worlds/world.ts';

export interface RunningSandbox {
  /** What leads a command there, and to nothing else. */
  readonly env: Readonly<Record<string, string>>;
  readonly backendUrl: string;
  readonly token: string;
}

/** A sandbox for one test: reference backend and EC2 emulator on loopback. */
export async function runningSandbox(world: WorldName = 'incident'): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    world,
    size: 200,
    shuttingDownSeconds: 0,
    onDefect: (error) => {
      throw error;
    },
  });
  onTestFinished(() => sandbox.close());
  const set = Object.entries(sandbox.environment).filter((entry): entry is [string, string] => entry[1] !== null);
  return { env: Object.fromEntries(set), backendUrl: sandbox.backendUrl, token: sandbox.clientToken };
}

/** The same environment without some of its variables. */
export function without(env: Readonly<Record<string, string>>, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
