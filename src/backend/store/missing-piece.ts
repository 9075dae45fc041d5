import type { Store } from './open-store.ts';

/** What a database lacks of what this backend keeps, and what brings it in. Each by itself: what was interrupted is found and completed. */
export interface MissingPiece {
  readonly name: string;
  readonly add: (store: Store) => Promise<void>;
}
