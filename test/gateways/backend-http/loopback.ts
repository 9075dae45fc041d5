import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as NetServer } from 'node:net';
import { onTestFinished } from 'vitest';
import type { HttpBackendOptions } from '../../../src/gateways/backend-http/connect-backend.ts';
import { createHttpBackend } from '../../../src/gateways/backend-http/http-backend.ts';
import type { Backend } from '../../../src/ports/backend.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: SeenRequest) => void;

export interface Loopback {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/** A server on a free loopback port that answers every request alike and remembers it; closed when the test ends. */
export async function loopback(reply: Reply): Promise<Loopback> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(seen);
      reply(response, seen);
    });
  });
  const port = await listening(server);
  onTestFinished(() => closed(server));
  return { url: `http://127.0.0.1:${port}`, requests };
}

export async function listening(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

export function json(body: unknown, status = 200): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

export function html(title: string, status: number): Reply {
  return (response) => {
    response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${title}</h1>\n`);
  };
}

/** A clock whose pauses are over at once. */
export const impatientClock = { now: () => new Date(), sleep: () => Promise.resolve() };

export const TOKEN = 'token-FakeAcme00000000000000000000000A';

export function backendAt(url: string, options: Partial<HttpBackendOptions> = {}): Backend {
  return createHttpBackend({ baseUrl: url, token: TOKEN, timeoutMs: 5_000, clock: impatientClock, ...options });
}
