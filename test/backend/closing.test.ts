import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';

import { ACME, twoClients, WEB } from './support/fleet-rows.ts';
import { seededBackend } from './support/seeded-backend.ts';

test('the backend ends although a caller never finishes its request', async () => {
  const { backend, call } = await seededBackend({ rows: twoClients() });
  const { hostname, port } = new URL(backend.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/agents/${WEB}/heartbeat HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ACME.token}\r\nContent-Length: 100\r\n\r\n{`,
  );
  await once(socket, 'connect');
  await call('GET /health', { token: null });

  const cut = once(socket, 'close');
  await backend.close();
  await cut;

  await expect(call('GET /health', { token: null })).rejects.toThrow('ECONNREFUSED');
});

test('a caller that hangs up in the middle of its request is no defect of the backend', async () => {
  const { backend, call } = await seededBackend({ rows: twoClients() });
  const { hostname, port } = new URL(backend.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');

  socket.write(`POST /api/agents/${WEB}/heartbeat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`);
  socket.destroy();
  await once(socket, 'close');

  expect(await call('GET /health', { token: null })).toMatchObject({ status: 200 });
});
