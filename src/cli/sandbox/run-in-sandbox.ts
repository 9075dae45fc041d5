import { ownProgram } from '../own-program.ts';
import type { ChildEnd } from '../run-child.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { childEnvironment } from '../settings/environment.ts';

export interface CommandInSandbox {
  readonly words: readonly string[];
  /** Called right before signals are the command's. */
  readonly onStart: () => void;
}

/** Runs a command inside the sandbox, this very spotctl first on its path, and answers with how the command ended. */
export async function runInSandbox(sandbox: Sandbox, { words, onStart }: CommandInSandbox): Promise<ChildEnd> {
  const [{ runChild }, { writeLauncher }] = await Promise.all([import('../run-child.ts'), import('../../sandbox/write-launcher.ts')]);
  const folder = await writeLauncher(sandbox.folder, ownProgram());
  const [command = '', ...rest] = words;
  onStart();
  return runChild({ command, arguments: rest, environment: childEnvironment(sandbox.environment, folder) });
}
