import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';

import { binPath, isolatedEnv } from '../support/run-command.ts';

interface Served {
  readonly url: string;
  readonly token: string | null;
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<{ readonly exitCode: number | undefined; readonly stderr: string }>;
}

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The built `spotctl backend serve` on a free port. */
async function serve(folder: string): Promise<Served> {
  const child = execa(process.execPath, [binPath, 'backend', 'serve', '--port', '0'], {
    env: isolatedEnv(folder),
    extendEnv: false,
    reject: false,
  });
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
async function post(url: string, { token, body }: { readonly token: string | null; readonly body: object }): Promise<string> {
  const headers = { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' };
  const answer = await request(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(text);
  return text;
}

test('serves an SQLite file of its own, shows the first administrator’s token once, logs no secret and ends with 0', async () => {
  const folder = await home();
  const first = await serve(folder);
  const ready = await request(`${first.url}/readyz`);
  const metrics = await request(`${first.url}/metrics`, { headers: { authorization: `Bearer ${first.token ?? ''}` } });
  await Promise.all([ready.body.dump(), metrics.body.dump()]);
  const ended = await first.end('SIGTERM');

  const second = await serve(folder);
  const endedAgain = await second.end('SIGINT');

  expect([ready.statusCode, metrics.statusCode]).toEqual([200, 200]);
  expect([ended.exitCode, endedAgain.exitCode]).toEqual([0, 0]);
  expect(first.token).toMatch(/^token-[\w-]{43}$/);
  expect(second.token).toBeNull();
  const lines = ended.stderr.split('\n').map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { level: 'info', route: '/readyz', status: 200, caller: null },
    { level: 'info', route: '/metrics', status: 200, caller: 'administrator:first' },
  ]);
  expect(ended.stderr).not.toContain(first.token);
});

test('says that an address is taken, and does not serve', async () => {
  const running = await serve(await home());

  const { exitCode, stderr } = await execa(process.execPath, [binPath, 'backend', 'serve', '--port', new URL(running.url).port], {
    env: isolatedEnv(await home()),
    extendEnv: false,
    reject: false,
  });

  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('EADDRINUSE');
});

test('keeps every registration that it acknowledged, though it is killed in the middle of many', async () => {
  const folder = await home();
  const running = await serve(folder);
  const made = await post(`${running.url}/api/admin/clients/create`, { token: running.token, body: { name: 'Acme' } });
  const token = /"token":"([^"]+)"/.exec(made)?.[1] ?? '';
  const acknowledged: string[] = [];
  const writing = Array.from({ length: 40 }, async (_, position) => {
    const place = { instance_type: 't3.medium', region: 'ap-south-1', az: 'ap-south-1a', mode: 'spot' };
    const logical_agent_id = `agent-${String(position)}`;
    const body = { ...place, logical_agent_id, instance_id: `i-${String(position).padStart(17, '0')}` };
    await post(`${running.url}/api/agents/register`, { token, body });
    acknowledged.push(logical_agent_id);
    if (acknowledged.length === 10) await running.end('SIGKILL');
  });
  await Promise.allSettled(writing);

  const again = await serve(folder);
  const client = /"client":\{"id":"([^"]+)"/.exec(made)?.[1] ?? '';
  const agents = await request(`${again.url}/api/client/${client}/agents`, { headers: { authorization: `Bearer ${token}` } });
  const listed = await agents.body.text();
  await again.end('SIGTERM');

  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  expect(acknowledged.filter((agent) => !listed.includes(`"${agent}"`))).toEqual([]);
});
