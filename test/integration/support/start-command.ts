import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';

import { binPath, type CommandResult, isolatedEnv, repositoryRoot } from '../../support/run-command.ts';

export interface RunningCommand {
  readonly kill: (signal: 'SIGINT' | 'SIGKILL') => void;
  /** Resolves once stderr holds the text. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<CommandResult>;
}

/** Starts the built `spotctl` and leaves it running. */
export function startCommand(args: readonly string[], env: Readonly<Record<string, string>>): RunningCommand {
  const home = mkdtempSync(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const child = execa(process.execPath, [binPath, ...args], {
    cwd: repositoryRoot,
    env: { ...isolatedEnv(home), ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  let said = '';
  const waiting = new Map<string, () => void>();
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const [text, resolve] of waiting) if (said.includes(text)) resolve();
  });
  return {
    kill: (signal) => void child.kill(signal),
    says: (text) =>
      new Promise((resolve) => {
        waiting.set(text, resolve);
        if (said.includes(text)) resolve();
      }),
    ended: child.then(({ stdout, stderr, exitCode }) => ({ stdout, stderr, exitCode: exitCode ?? null })),
  };
}
