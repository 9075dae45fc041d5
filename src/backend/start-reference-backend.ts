import { createServer, type Server, type ServerResponse } from 'node:http';

import { answerCall, type HttpAnswer } from './http/answer-call.ts';
import { openStore } from './store/open-store.ts';

export interface ReferenceBackendOptions {
  /** An SQLite file that holds the backend's tables. It is read as it is: nothing missing is added. */
  readonly databaseFile: string;
  /** A free one where left out. */
  readonly port?: number;
  /** 127.0.0.1 */
  readonly host?: string;
  readonly clock?: { now(): Date };
  /** Told of every error that is a defect of the backend; its caller gets a bare 500. */
  readonly onDefect: (error: unknown) => void;
}

export interface ReferenceBackend {
  readonly url: string;
  /** Lets running calls end, then closes the database. */
  close(): Promise<void>;
}

/** Serves the backend's HTTP contract over one database. */
export async function startReferenceBackend(options: ReferenceBackendOptions): Promise<ReferenceBackend> {
  const host = options.host ?? '127.0.0.1';
  const clock = options.clock ?? { now: () => new Date() };
  const store = await openStore(options.databaseFile);
  const server = createServer((request, response) => {
    void answerCall(request, { store, now: clock.now(), onDefect: options.onDefect }).then((answer) => send(response, answer));
  });
  const port = await listen(server, { host, port: options.port ?? 0 });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    close: async () => {
      await closeServer(server);
      await store.destroy();
    },
  };
}

function send(response: ServerResponse, { status, body }: HttpAnswer): ServerResponse {
  const isRead = response.req.complete;
  response.writeHead(status, { 'content-type': 'application/json', ...(isRead ? {} : { connection: 'close' }) });
  return response.end(`${JSON.stringify(body)}\n`);
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
