import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}
