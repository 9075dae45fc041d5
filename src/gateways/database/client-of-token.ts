import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { SqlSession } from './sql-session.ts';

const Rows = z.array(z.object({ id: z.string(), client_token: z.nullable(z.string()) }));

/** The id of the client that has the token; `null` where none does. Backends keep tokens as they are, or as the hash of them. */
export async function clientOfToken({ query }: SqlSession, token: string): Promise<string | null> {
  const stored = [token, `sha256:${createHash('sha256').update(token).digest('hex')}`];
  const rows = Rows.parse(await query('SELECT id, client_token FROM clients WHERE client_token IN (?, ?)', stored));
  // The server compares without regard to case; a token is one or another.
  const holders = rows.filter(({ client_token: held }) => held !== null && stored.includes(held));
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
}
