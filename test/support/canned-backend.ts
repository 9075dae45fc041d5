import { createServer, type IncomingMessage } from 'node:http';
import { serveOnLoopback } from './serve-on-loopback.ts';

export interface CannedAnswer {
  readonly status?: number;
  /** Sent as it is where it is text, else as JSON. */
  readonly body: unknown;
}

export interface CannedBackend {
  readonly url: string;
  /** Method, path and Authorization header of each request. */
  readonly requests: readonly string[];
}

/** A server on loopback for one test that answers as it is told. */
export async function cannedBackend(answer: (request: IncomingMessage) => CannedAnswer): Promise<CannedBackend> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'no token'}`);
    const { status = 200, body } = answer(request);
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' });
    response.end(isText ? body : JSON.stringify(body));
  });
  return { url: await serveOnLoopback(server), requests };
}
