import type { InsertObject } from 'kysely';

import type { StoreTransaction } from './open-store.ts';
import type { Tables } from './rows.ts';

/** The columns of a new row; what is left out gets the column's default. */
export type NewValues<T extends keyof Tables> = InsertObject<Tables, T>;

/** One row on its way into its table. */
export interface NewRow {
  insert(transaction: StoreTransaction): Promise<void>;
}

export function newRow<T extends keyof Tables>(table: T, values: NewValues<T>): NewRow {
  return {
    insert: async (transaction) => {
      await transaction.insertInto(table).values(values).execute();
    },
  };
}
