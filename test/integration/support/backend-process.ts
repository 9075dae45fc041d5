import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

import { binPath, isolatedEnv, repositoryRoot } from '../../support/run-command.ts';

/** The built `spotctl backend serve`, as an operator runs it. */
export interface BackendProcess {
  readonly url: string;
  /** What it wrote to its log so far. */
  readonly log: () => string;
  /** Asks it to stop; its exit code. */
  readonly stop: () => Promise<number | null>;
}

export async function startBackendProcess(databaseUrl: string): Promise<BackendProcess> {
  const home = mkdtempSync(join(tmpdir(), 'spotctl-home-'));
  const child = execa(process.execPath, [binPath, 'backend', 'serve', '--port', '0', '--log-level', 'warn'], {
    cwd: repositoryRoot,
    env: { ...isolatedEnv(home), SPOTCTL_DATABASE_URL: databaseUrl },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const served = /Serving (\S+)/.exec(said)?.[1];
      if (served !== undefined) resolve(served);
    });
    void child.then(() => reject(new Error(`The backend ended before it served: ${log}`)));
  });
  return {
    url,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      const { exitCode } = await child;
      rmSync(home, { recursive: true, force: true });
      return exitCode ?? null;
    },
  };
}
