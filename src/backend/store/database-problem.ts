import { setTimeout as pause } from 'node:timers/promises';

import { sql } from 'kysely';

import type { Store } from './open-store.ts';
import { storeErrorOf } from './store-error.ts';

/** Less than a balancer waits for an answer. */
const SILENCE_MS = 2000;

/** Why the database cannot be used at this moment; `null` where it answers. One that is frozen takes connections and says nothing. */
export async function databaseProblem(store: Store): Promise<string | null> {
  const answered = new AbortController();
  const silence = pause(SILENCE_MS, 'The database does not answer', { signal: answered.signal }).catch(() => null);
  try {
    return await Promise.race([ask(store), silence]);
  } finally {
    answered.abort();
  }
}

async function ask(store: Store): Promise<string | null> {
  try {
    await sql`select 1`.execute(store);
    return null;
  } catch (error) {
    const refused = storeErrorOf(error);
    if (refused !== null) return refused.message;
    throw error;
  }
}
