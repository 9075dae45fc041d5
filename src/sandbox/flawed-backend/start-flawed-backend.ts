import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { AnswerFlaw } from './backend-flaws.ts';

export interface FlawedBackend {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands before an honest backend and spoils some of its answers. */
export async function startFlawedBackend(honestUrl: string, flaws: readonly AnswerFlaw[]): Promise<FlawedBackend> {
  const server = createServer((incoming, outgoing) => {
    const flaw = flaws.find(({ path }) => path === new URL(incoming.url ?? '/', honestUrl).pathname);
    answer({ incoming, outgoing, honestUrl, flaw: flaw ?? null }).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Call {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly honestUrl: string;
  readonly flaw: AnswerFlaw | null;
}

async function answer(call: Call): Promise<void> {
  const { incoming, outgoing, flaw } = call;
  if (flaw?.delayMs !== undefined) await sleep(flaw.delayMs);
  if (flaw?.page !== undefined || flaw?.failure !== undefined) {
    incoming.resume();
    answerInPlace(outgoing, flaw);
    return;
  }
  const honest = await ask(call);
  const text = await textOf(honest);
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = honest.headers;
  outgoing.writeHead(honest.statusCode ?? 502, headers).end(flaw?.change === undefined ? text : spoil(text, flaw.change));
}

function answerInPlace(outgoing: ServerResponse, { page, failure }: AnswerFlaw): void {
  if (failure === undefined) outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  else outgoing.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: failure }));
}

async function ask({ incoming, honestUrl, flaw }: Call): Promise<IncomingMessage> {
  const headers: OutgoingHttpHeaders = { ...incoming.headers };
  if (flaw?.opensTo !== undefined) headers.authorization ??= `Bearer ${flaw.opensTo}`;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asking = request(new URL(incoming.url ?? '/', honestUrl), { method: incoming.method ?? 'GET', headers, agent: false });
  asking.once('response', resolve).once('error', reject);
  incoming.pipe(asking);
  return promise;
}

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of message) if (piece instanceof Uint8Array) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function spoil(text: string, change: (body: unknown) => unknown): string {
  const body: unknown = JSON.parse(text);
  return JSON.stringify(change(body));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
