import { request } from 'undici';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { startBackendProcess } from './support/backend-process.ts';
import type { DatabaseServer } from './support/database-server.ts';
import { startFreezingProxy } from './support/freezing-proxy.ts';
import { onEveryServer } from './support/on-every-server.ts';

await onEveryServer((flavour) => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await flavour.start();
    await server.run(['CREATE DATABASE fleet CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci']);
  });
  afterAll(async () => {
    await server.stop();
  });

  test('a backend whose database is frozen says that it is not ready, and ends when it is told to', async () => {
    const proxy = await startFreezingProxy(server.port);
    onTestFinished(() => proxy.close());
    const backend = await startBackendProcess(`mysql://root@127.0.0.1:${proxy.port}/fleet`);

    const before = await request(`${backend.url}/readyz`);
    proxy.freeze();
    const after = await request(`${backend.url}/readyz`);
    const exitCode = await backend.stop();

    expect([before.statusCode, after.statusCode]).toEqual([200, 503]);
    expect(await after.body.json()).toEqual({ status: 'unready', error: 'The database does not answer' });
    expect(exitCode).toBe(0);
  });
});
