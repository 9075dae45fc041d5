import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What becomes of a report. Those that begin with `book` let the backend do it first, and lose the answer. */
export type ReportMishap = 'reset' | 'hang' | 'book, then reset' | 'book, then hang' | Refusal;

interface Refusal {
  readonly status: number;
  readonly location?: string;
}

export interface ReportFault {
  readonly mishap: ReportMishap;
  /** Which of the reports, counted from 1; all where left out. */
  readonly calls?: (call: number) => boolean;
}

export interface FaultyBackend {
  readonly url: string;
  /** The instance ids of the reports that it passed on, each time. */
  readonly reports: readonly string[];
}

/** A loopback backend in front of another, where chosen reports go wrong. It ends with the test. */
export async function faultyBackend(target: string, faults: readonly ReportFault[]): Promise<FaultyBackend> {
  const reports: string[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const reply = async (): Promise<Reply> => await forward(request, { body, target });
    if (request.url?.endsWith('/termination-report') !== true) return pass(response, await reply());
    calls += 1;
    const mishap = faults.find((fault) => fault.calls?.(calls) ?? true)?.mishap ?? 'none';
    if (typeof mishap === 'object') return refuse(response, mishap);
    if (mishap === 'none' || mishap.startsWith('book')) {
      reports.push(instanceIn(body));
      const booked = await reply();
      if (mishap === 'none') return pass(response, booked);
    }
    if (mishap.endsWith('reset')) response.destroy();
  };

  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => resolve());
  await promise;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, reports };
}

function refuse(response: ServerResponse, { status, location }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(location === undefined ? {} : { location }) });
  response.end(JSON.stringify({ error: `${status} in the test` }));
}

function instanceIn(body: Buffer): string {
  return /"instance_id":"([^"]+)"/u.exec(body.toString('utf8'))?.[1] ?? '';
}

function pass(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}

interface Reply {
  readonly status: number;
  readonly body: Buffer;
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
