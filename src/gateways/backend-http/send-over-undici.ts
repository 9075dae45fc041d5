import type { Dispatcher } from 'undici';
// The package's main module also loads fetch, WebSocket and caches: a third of the start-up of a one-call command.
import Pool from 'undici/lib/dispatcher/pool.js';
import { AnswerReading } from './answer-reading.ts';
import type { Outcome, OutgoingRequest, Send } from './exchange.ts';

export interface Limits {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;
const CONNECTIONS = 8;

/** Sends over one pool of kept connections; a write gets a fresh one, since a kept one may be closed under it. */
export function sendOverUndici(origin: string, limits: Limits): Send {
  const kept = openPool(origin, limits);
  return async (request) => {
    if (request.method === 'GET') return await exchange({ pool: kept, request, limits });
    const own = openPool(origin, limits);
    try {
      return await exchange({ pool: own, request, limits });
    } finally {
      await own.destroy();
    }
  };
}

function openPool(origin: string, { timeoutMs }: Limits): Dispatcher {
  return new Pool(origin, {
    connections: CONNECTIONS,
    allowH2: false,
    connect: { timeout: Math.min(timeoutMs, CONNECT_TIMEOUT_MS) },
    headersTimeout: timeoutMs,
    bodyTimeout: Math.min(timeoutMs, SILENCE_TIMEOUT_MS),
  });
}

interface Exchange {
  readonly pool: Dispatcher;
  readonly request: OutgoingRequest;
  readonly limits: Limits;
}

async function exchange({ pool, request, limits }: Exchange): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const reading = new AnswerReading({ request, maxAnswerBytes: limits.maxAnswerBytes, onOutcome: resolve, onDefect: reject });
  const timer = setTimeout(() => reading.stopAfterTimeout(), request.timeoutMs);
  const { method, url, headers, body } = request;
  pool.dispatch({ method, path: url.pathname + url.search, headers: { ...headers }, body }, reading);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
