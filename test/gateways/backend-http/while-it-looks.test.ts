import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpBackend } from '../../../src/gateways/backend-http/http-backend.ts';
import { listening } from './loopback.ts';

test('whoever waits for the backend is told when its request is out, before the answer is there', async () => {
  const { promise: sent, resolve: onSent } = Promise.withResolvers<void>();
  const server = createServer((_, response) => {
    void sent.then(() =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"valid":true,"client_id":"c1","name":"Acme","email":"ops@acme.example"}'),
    );
  });
  const port = await listening(server);
  onTestFinished(() => void server.close());
  const backend = createHttpBackend({ baseUrl: `http://127.0.0.1:${port}`, token: 'token', timeoutMs: 5_000, onSent });

  const client = await backend.identify();

  expect(client).toEqual({ id: 'c1', name: 'Acme' });
});
