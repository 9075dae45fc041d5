import { execa } from 'execa';
import { request } from 'undici';
import { expect, test } from 'vitest';

import { binPath, isolatedEnv } from '../support/run-command.ts';
import { home, serve } from './support/serve-backend.ts';

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
