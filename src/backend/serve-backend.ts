import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { answerCall, type HttpAnswer } from './http/answer-call.ts';
import { crossOriginHeaders } from './http/cross-origin.ts';
import { FailedTokens } from './http/failed-tokens.ts';
import { routeFinder } from './http/find-route.ts';
import { routes } from './http/routes.ts';
import { Metrics } from './metrics/metrics.ts';
import { hotQueries } from './store/hot-queries.ts';
import type { Store } from './store/open-store.ts';
import { storeErrorOf } from './store/store-error.ts';

/** One answered call, as it is logged: no query, no body, no token. */
export interface AnsweredCall {
  readonly requestId: string;
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly durationMs: number;
  readonly caller: string | null;
  readonly address: string | null;
}

export interface ServingOptions {
  readonly store: Store;
  /** A free one where left out. */
  readonly port?: number;
  /** 127.0.0.1 */
  readonly host?: string;
  readonly clock?: { now(): Date };
  /** Origins whose pages may call; none where left out. */
  readonly origins?: readonly string[];
  readonly onAnswered?: (call: AnsweredCall) => void;
  /** Told of every error that is a defect of the backend; its caller gets a bare 500. */
  readonly onDefect: (error: unknown) => void;
}

export interface ReferenceBackend {
  readonly url: string;
  /** Lets running calls end, then closes the database. */
  close(): Promise<void>;
}

/** Serves the backend's HTTP contract over one database. Rejects with the error of `listen` where the address cannot be had. */
export async function serveBackend(options: ServingOptions): Promise<ReferenceBackend> {
  const host = options.host ?? '127.0.0.1';
  const answer = answering(options);
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, { host, port: options.port ?? 0 });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    close: async () => {
      await closeServer(server);
      await closeStore(options.store);
    },
  };
}

/** A database that cannot be reached is not told either. */
async function closeStore(store: Store): Promise<void> {
  try {
    await store.destroy();
  } catch (error) {
    if (storeErrorOf(error) === null) throw error;
  }
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answering({ store, clock, origins = [], onAnswered, onDefect }: ServingOptions): Answering {
  const metrics = new Metrics();
  const kept = { store, queries: hotQueries(store), findRoute: routeFinder(routes), metrics, failedTokens: new FailedTokens(), onDefect };
  return async (request, response) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const crossOrigin = crossOriginHeaders(request, origins);
    if (crossOrigin !== null && request.method === 'OPTIONS') {
      response.writeHead(204, crossOrigin).end();
      return;
    }
    const answer = await answerCall(request, { ...kept, now: clock?.now() ?? new Date() });
    send(response, { answer, headers: { 'x-request-id': requestId, ...crossOrigin } });
    const { route, status, caller } = answer;
    const durationMs = performance.now() - startedAt;
    const method = request.method ?? '';
    metrics.countCall({ method: route === null ? '' : method, route: route ?? '', status, seconds: durationMs / 1000 });
    onAnswered?.({ requestId, method, route, status, durationMs, caller, address: request.socket.remoteAddress ?? null });
  };
}

/** The caller's own id where it sent a sane one, so that its log and this one can be joined. */
function requestIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && /^[\w.-]{1,64}$/.test(sent) ? sent : randomUUID();
}

function send(
  response: ServerResponse,
  { answer, headers }: { readonly answer: HttpAnswer; readonly headers: Readonly<Record<string, string>> },
): void {
  const { status, body } = answer;
  const isText = typeof body === 'string';
  const sent = isText ? body : `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': isText ? 'application/openmetrics-text; version=1.0.0; charset=utf-8' : 'application/json',
    'content-length': Buffer.byteLength(sent),
    ...(response.req.complete ? {} : { connection: 'close' }),
    ...headers,
    ...answer.headers,
  });
  response.end(sent);
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, host, () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}

const GRACE_MS = 1000;

/** Idle connections are cut, busy ones end with their call; a caller that never finishes its own is cut after a second. */
async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, GRACE_MS);
  server.close(() => {
    clearTimeout(cut);
    resolve();
  });
  server.closeIdleConnections();
  return promise;
}
