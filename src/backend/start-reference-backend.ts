import { serveBackend, type ReferenceBackend, type ServingOptions } from './serve-backend.ts';
import { openStore } from './store/open-store.ts';

export type { ReferenceBackend } from './serve-backend.ts';

export interface ReferenceBackendOptions extends Omit<ServingOptions, 'store'> {
  /** An SQLite file that holds the backend's tables. It is read as it is: nothing missing is added. */
  readonly databaseFile: string;
}

/** Serves the backend's HTTP contract over one SQLite file. */
export async function startReferenceBackend({ databaseFile, ...serving }: ReferenceBackendOptions): Promise<ReferenceBackend> {
  return serveBackend({ ...serving, store: await openStore(databaseFile) });
}
