import { timingSafeEqual } from 'node:crypto';

import { errorTexts } from '../../wire/errors.ts';
import type { HotQueries } from '../store/hot-queries.ts';
import type { Store } from '../store/open-store.ts';
import type { ClientRow } from '../store/rows.ts';
import { refusal } from './refusal.ts';

/** Who makes a call, by the token it brought. */
export type Principal =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'client'; readonly client: ClientRow }
  | { readonly kind: 'administrator'; readonly name: string };

interface Database {
  readonly store: Store;
  readonly queries: HotQueries;
}

/** Whose token it is, by its hash; `null` for an unknown one, a 403 for that of an inactive client. */
export async function identify({ store, queries }: Database, hashed: string): Promise<Principal | null> {
  const [client] = (await store.executeQuery(queries.clientOfToken({ token: hashed }))).rows;
  if (client !== undefined && isSame(client.client_token, hashed)) {
    if (client.is_active !== 1) throw refusal(403, errorTexts.clientInactive);
    return { kind: 'client', client };
  }
  const [administrator] = (await store.executeQuery(queries.administratorOfToken({ token: hashed }))).rows;
  if (administrator === undefined || !isSame(administrator.token, hashed)) return null;
  return { kind: 'administrator', name: administrator.name };
}

/** The token of a header, or of a body's `client_token` where there is no header; `null` where there is neither. */
export function tokenOf(request: { readonly authorization: string | undefined; readonly body: unknown }): string | null {
  if (request.authorization !== undefined) return request.authorization.replace(/^Bearer(?:\s+|$)/i, '').trim();
  const { body } = request;
  if (typeof body !== 'object' || body === null || !('client_token' in body)) return null;
  return typeof body.client_token === 'string' ? body.client_token : null;
}

function isSame(stored: string, given: string): boolean {
  return stored.length === given.length && timingSafeEqual(Buffer.from(stored), Buffer.from(given));
}
