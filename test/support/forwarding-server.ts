import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { serveOnLoopback } from './serve-on-loopback.ts';

/** What the server behind answered. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

/** A request that came in between. */
export interface Intercepted {
  /** Path and query. */
  readonly path: string;
  readonly body: Buffer;
  /** Passes it on. */
  readonly forward: () => Promise<Reply>;
}

/** Starts a loopback server in front of another, which answers as it is told to; its address. It ends with the test. */
export async function startForwarding(
  target: string,
  answer: (request: Intercepted, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    intercept(request, target)
      .then((intercepted) => answer(intercepted, response))
      .catch(() => response.destroy());
  });
  return await serveOnLoopback(server);
}

async function intercept(request: IncomingMessage, target: string): Promise<Intercepted> {
  const body = await readBody(request);
  return { path: request.url ?? '/', body, forward: async () => await forward(request, { body, target }) };
}

async function forward(request: IncomingMessage, { body, target }: { readonly body: Buffer; readonly target: string }): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...headers } = request.headers;
  const url = new URL(request.url ?? '/', target);
  const outgoing = httpRequest(url, { method: request.method ?? 'GET', headers, agent: false }, (incoming) => {
    readBody(incoming).then((read) => resolve({ status: incoming.statusCode ?? 500, body: read }), reject);
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
