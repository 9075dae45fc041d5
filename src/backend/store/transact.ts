import { setTimeout as pause } from 'node:timers/promises';

import { isMysql } from './flavour.ts';
import type { Store, StoreTransaction } from './open-store.ts';
import { isLostRace, storeErrorOf } from './store-error.ts';

const TRIES = 8;
const PAUSE_MS = 15;

/**
 * Runs a transaction, and runs it anew when it lost against another one: a deadlock, a row that another just inserted, and on a
 * cluster a commit that the other nodes refused.
 */
export async function transact<T>(store: Store, act: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
  return retrying(store, () => store.transaction().execute(act));
}

/** The same for a single statement, which is a transaction by itself. */
export async function retrying<T>(store: Store, act: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      const refused = storeErrorOf(error);
      if (refused === null || !isMysql(store) || !isLostRace(refused) || tried === TRIES) throw error;
    }
    await pause(PAUSE_MS * tried);
  }
}
