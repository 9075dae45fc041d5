import { existsSync, statSync } from 'node:fs';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';

import { beatOnce } from '../../src/sandbox/keep-agents-alive.ts';
import { openStore } from '../../src/backend/store/open-store.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';

function start() {
  return startSandbox({ world: 'incident', size: 0, shuttingDownSeconds: 0, onDefect: () => undefined });
}

test('a sandbox serves the backend and EC2 until it is closed, and leaves nothing', async () => {
  const sandbox = await start();

  const health = await request(`${sandbox.backendUrl}/health`);
  const cloud = await request(`${sandbox.cloudUrl}/?Action=DescribeInstances&Version=2016-11-15`);
  await Promise.all([health.body.dump(), cloud.body.dump()]);
  await sandbox.close();

  expect([health.statusCode, cloud.statusCode < 500]).toEqual([200, true]);
  expect(existsSync(sandbox.folder)).toBe(false);
  await expect(request(`${sandbox.backendUrl}/health`)).rejects.toThrow('ECONNREFUSED');
  await expect(request(sandbox.cloudUrl)).rejects.toThrow('ECONNREFUSED');
});

test('two sandboxes stand side by side', async () => {
  const [one, other] = await Promise.all([start(), start()]);
  onTestFinished(() => Promise.all([one.close(), other.close()]).then(() => undefined));

  expect(one.backendUrl).not.toBe(other.backendUrl);
  expect(one.folder).not.toBe(other.folder);
});

test('nobody else can look into a sandbox', async () => {
  const sandbox = await start();
  onTestFinished(() => sandbox.close());

  expect(statSync(sandbox.folder).mode & 0o777).toBe(0o700);
});

test('the agents of running instances keep sending heartbeats, the others fall silent', async () => {
  const sandbox = await start();
  onTestFinished(() => sandbox.close());
  const store = await openStore(sandbox.databaseUrl.replace('sqlite:', ''));
  onTestFinished(() => store.destroy());
  await store.updateTable('agents').set({ last_heartbeat_at: '2020-01-01 00:00:00' }).execute();

  await beatOnce(store, { instances: () => [{ id: 'i-029c1999a147722de', region: 'ap-south-1', state: 'running' }] });

  const agents = await store.selectFrom('agents').select(['logical_agent_id', 'last_heartbeat_at']).orderBy('logical_agent_id').execute();
  expect(agents.map(({ logical_agent_id: id, last_heartbeat_at: at }) => [id, at === '2020-01-01 00:00:00'])).toEqual([
    ['globex-01', true],
    ['web-01', false],
  ]);
});
