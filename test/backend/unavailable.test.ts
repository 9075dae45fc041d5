import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';

import { serveBackend } from '../../src/backend/serve-backend.ts';
import { openStoreAt } from '../../src/backend/store/open-store.ts';
import { ACME, WEB } from './support/fleet-rows.ts';

test('a backend that does not reach its database asks for another try, and takes nobody’s token for a wrong one', async () => {
  const nowhere = { host: '127.0.0.1', port: 1, user: 'root', password: '', database: 'fleet', tls: { mode: 'off' } } as const;
  const defects: unknown[] = [];
  const store = await openStoreAt({ kind: 'mysql', ...nowhere });
  const backend = await serveBackend({ store, onDefect: (error) => defects.push(error) });
  onTestFinished(() => backend.close());

  const answer = await request(`${backend.url}/api/agents/${WEB}/instances-to-terminate`, {
    headers: { authorization: `Bearer ${ACME.token}` },
  });

  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(await answer.body.json()).toEqual({ error: '2013 (HY000): The database cannot be reached (ECONNREFUSED)' });
  expect(defects).toEqual([]);
});

/** Takes connections as a database does whose machine is frozen, and says nothing. */
async function frozenDatabase(): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => void open.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

test('a backend whose database takes connections and says nothing is not ready, and says so', async () => {
  const frozen = { host: '127.0.0.1', port: await frozenDatabase(), user: 'root', password: '', database: 'fleet' } as const;
  const store = await openStoreAt({ kind: 'mysql', ...frozen, tls: { mode: 'off' } });
  const backend = await serveBackend({ store, onDefect: () => undefined });
  onTestFinished(() => backend.close());

  const [ready, healthy] = await Promise.all(['/readyz', '/health'].map((path) => request(`${backend.url}${path}`)));

  expect(ready?.statusCode).toBe(503);
  expect(await ready?.body.json()).toEqual({ status: 'unready', error: 'The database does not answer' });
  expect(healthy?.statusCode).toBe(500);
  expect(await healthy?.body.json()).toEqual({ status: 'unhealthy', error: 'The database does not answer' });
});
