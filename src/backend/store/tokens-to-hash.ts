import { hashToken } from '../http/hash-token.ts';
import type { MissingPiece } from './missing-piece.ts';
import type { Store } from './open-store.ts';

/** The Python backend keeps tokens as they are. Their holders go on with the same ones; the Python backend cannot read them any more. */
export async function tokensToHash(store: Store): Promise<readonly MissingPiece[]> {
  const bare = await bareTokens(store).limit(1).execute();
  return bare.length === 0 ? [] : [{ name: 'clients.client_token as hashes', add: hashTokens }];
}

async function hashTokens(store: Store): Promise<void> {
  for (const { id, client_token } of await bareTokens(store).execute()) {
    await store
      .updateTable('clients')
      .set((is) => ({ client_token: hashToken(client_token), updated_at: is.ref('updated_at') }))
      .where('id', '=', id)
      .where('client_token', '=', client_token)
      .execute();
  }
}

function bareTokens(store: Store) {
  return store.selectFrom('clients').select(['id', 'client_token']).where('client_token', 'not like', 'sha256:%');
}
