import type { InsertObject } from 'kysely';

import type { Store, StoreTransaction } from './open-store.ts';
import type { Tables } from './rows.ts';

/** The columns of a new row; what is left out gets the column's default. */
export type NewValues<T extends keyof Tables> = InsertObject<Tables, T>;

/** One row on its way into its table. */
export interface NewRow {
  readonly table: keyof Tables;
  insert(transaction: StoreTransaction): Promise<void>;
}

export function newRow<T extends keyof Tables>(table: T, values: NewValues<T>): NewRow {
  return {
    table,
    insert: async (transaction) => {
      await transaction.insertInto(table).values(values).execute();
    },
  };
}

/** Puts rows into their tables in the order given: all of them or, when one is refused, none. */
export async function insertRows(store: Store, rows: Iterable<NewRow>): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    for (const row of rows) await row.insert(transaction);
  });
}
