import type { IncomingMessage } from 'node:http';

/** What lets a page of a configured origin read the answer; `null` for every other caller. */
export function crossOriginHeaders({ headers }: IncomingMessage, origins: readonly string[]): Readonly<Record<string, string>> | null {
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return null;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization, content-type, x-request-id',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-expose-headers': 'x-request-id, retry-after',
    vary: 'origin',
  };
}
