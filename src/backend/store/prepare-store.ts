import { bookPrimaries } from './book-primaries.ts';
import { createSchema } from './create-schema.ts';
import type { MissingPiece } from './missing-piece.ts';
import { missingPieces } from './missing-pieces.ts';
import type { Store } from './open-store.ts';
import { storeErrorOf } from './store-error.ts';

export type Preparation =
  | { readonly outcome: 'ready' }
  | { readonly outcome: 'created' }
  | { readonly outcome: 'adopted'; readonly added: readonly string[] }
  | { readonly outcome: 'incomplete'; readonly missing: readonly string[] };

/**
 * Makes the tables in an empty database. One that another backend made, or that was left half done, gets this backend's own pieces
 * only if it is to be adopted; nothing is ever dropped. Cut off at any moment and called again, it goes on where it was.
 */
export async function prepareStore(store: Store, { adopts }: { readonly adopts: boolean }): Promise<Preparation> {
  const tables = await store.introspection.getTables();
  if (!tables.some(({ name }) => name === 'clients' || name === 'instances')) {
    await createTables(store);
    return { outcome: 'created' };
  }
  const missing = await missingPieces(store);
  if (missing.length === 0) {
    await bookPrimaries(store);
    return { outcome: 'ready' };
  }
  const isOwned = await hasClients(store);
  const names = missing.map(({ name }) => name);
  if (isOwned && !adopts) return { outcome: 'incomplete', missing: names };
  for (const piece of missing) await addPiece(store, piece);
  await bookPrimaries(store);
  return isOwned ? { outcome: 'adopted', added: names } : { outcome: 'created' };
}

/** A database without any client is nobody's yet: it is being made, here or by a process that started at the same time. */
async function hasClients(store: Store): Promise<boolean> {
  const tables = await store.introspection.getTables();
  if (!tables.some(({ name }) => name === 'clients')) return false;
  return (await store.selectFrom('clients').select('id').limit(1).execute()).length > 0;
}

/** Several processes may start on one empty database: what another makes meanwhile is as good. */
async function createTables(store: Store): Promise<void> {
  try {
    await createSchema(store, { isMigrated: true });
  } catch (error) {
    if (storeErrorOf(error) === null) throw error;
    for (const piece of await missingPieces(store)) await addPiece(store, piece);
  }
}

async function addPiece(store: Store, piece: MissingPiece): Promise<void> {
  try {
    await piece.add(store);
  } catch (error) {
    if (storeErrorOf(error) === null) throw error;
    const missing = await missingPieces(store);
    if (missing.some(({ name }) => name === piece.name)) throw error;
  }
}
