import { hashToken, makeToken } from './http/hash-token.ts';
import type { Store } from './store/open-store.ts';
import { storeErrorOf } from './store/store-error.ts';

const FIRST = { id: '00000000-0000-4000-8000-0000000000ad', name: 'first' } as const;
const DUPLICATE = 1062;

/** The token of the first administrator, made now and stored as a hash only; `null` where there is one already. */
export async function makeFirstAdministrator(store: Store): Promise<string | null> {
  const known = await store.selectFrom('administrators').select('id').limit(1).executeTakeFirst();
  if (known !== undefined) return null;
  const token = makeToken();
  try {
    await store
      .insertInto('administrators')
      .values({ ...FIRST, token: hashToken(token) })
      .execute();
    return token;
  } catch (error) {
    if (storeErrorOf(error)?.errno === DUPLICATE) return null;
    throw error;
  }
}
