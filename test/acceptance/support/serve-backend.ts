import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { request } from 'undici';
import { onTestFinished } from 'vitest';

import { binPath, isolatedEnv } from '../../support/run-command.ts';
import { removeFolder } from '../../support/remove-folder.ts';

export interface Served {
  readonly url: string;
  /** Of the first administrator, where this start made one. */
  readonly token: string | null;
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<{ readonly exitCode: number | undefined; readonly stderr: string }>;
}

export async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** The built `spotctl backend serve` on a free port, over `backend.sqlite` in this folder. */
export async function serve(folder: string): Promise<Served> {
  const child = execa(
    process.execPath,
    [binPath, 'backend', 'serve', '--port', '0', '--database', `sqlite:${join(folder, 'backend.sqlite')}`],
    {
      env: isolatedEnv(folder),
      extendEnv: false,
      reject: false,
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!said.includes('Serving')) await once(child.stdout, 'data');
  return {
    url: /Serving (\S+)/.exec(said)?.[1] ?? '',
    token: /token-\S+/.exec(said)?.[0] ?? null,
    end: async (signal) => {
      child.kill(signal);
      const { exitCode, stderr } = await child;
      return { exitCode, stderr };
    },
  };
}

/** The text of a good answer. */
export async function call(url: string, { token, body }: { readonly token: string | null; readonly body?: object }): Promise<string> {
  const headers = { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' };
  const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, body: JSON.stringify(body) };
  const answer = await request(url, { headers, ...sent });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(text);
  return text;
}
