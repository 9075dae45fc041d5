import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { ReferenceBackend } from '../../backend/serve-backend.ts';
import type { Store, StoreTarget } from '../../backend/store/open-store.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { parseDatabaseUrl } from '../../gateways/database/parse-database-url.ts';
import type { BackendFlags } from './backend-flags.ts';

export interface RunningBackend extends Pick<ReferenceBackend, 'url' | 'close'> {
  /** Shown once: it is stored as a hash only. `null` where the database has an administrator already. */
  readonly administratorToken: string | null;
  /** What happened to the database before the backend served it. */
  readonly database: 'ready' | 'created' | 'adopted';
  readonly added: readonly string[];
}

/** Opens or makes the database, adopts it if told to, and serves it. Throws a `SpotctlError` where it cannot. */
export async function runBackend(
  flags: BackendFlags,
  { databaseUrl, stateFolder }: { readonly databaseUrl: string | null; readonly stateFolder: string },
): Promise<RunningBackend> {
  const target = await findTarget(flags.database ?? databaseUrl, stateFolder);
  const { openStoreAt } = await import('../../backend/store/open-store.ts');
  const store = await failingAs('DATABASE_UNREACHABLE', () => openStoreAt(target));
  try {
    const prepared = await failingAs('DATABASE_FAILED', () => prepare(store, flags.adopt));
    const { serveBackend } = await import('../../backend/serve-backend.ts');
    const { logCalls } = await import('../../backend/log-calls.ts');
    const log = logCalls(flags['log-level']);
    const { host, port } = flags;
    const origins = flags['allow-origin'] ?? [];
    const backend = await serveBackend({ store, host, port, origins, onAnswered: log.answered, onDefect: log.defect });
    const close = async () => {
      await backend.close();
      log.flush();
    };
    return { ...prepared, url: backend.url, close };
  } catch (error) {
    await store.destroy();
    throw error instanceof SpotctlError ? error : asListenError(error, flags);
  }
}

async function findTarget(url: string | null, stateFolder: string): Promise<StoreTarget> {
  const target: StoreTarget = url === null ? { kind: 'sqlite', file: join(stateFolder, 'backend.sqlite') } : parseDatabaseUrl(url);
  if (target.kind === 'sqlite') await mkdir(dirname(target.file), { recursive: true, mode: 0o700 });
  return target;
}

async function prepare(store: Store, adopts: boolean): Promise<Pick<RunningBackend, 'administratorToken' | 'database' | 'added'>> {
  const { prepareStore } = await import('../../backend/store/prepare-store.ts');
  const { makeFirstAdministrator } = await import('../../backend/first-administrator.ts');
  const preparation = await prepareStore(store, { adopts });
  if (preparation.outcome === 'incomplete') {
    throw new SpotctlError({
      code: 'DATABASE_FAILED',
      message: `Another backend made this database, or an adoption was cut off. It lacks what this one keeps: ${preparation.missing.join(', ')}.`,
      hint: 'Stop the other backend and add --adopt: the pieces are added, the tokens are hashed, nothing is dropped.',
    });
  }
  const administratorToken = await makeFirstAdministrator(store);
  return { administratorToken, database: preparation.outcome, added: preparation.outcome === 'adopted' ? preparation.added : [] };
}

async function failingAs<T>(code: 'DATABASE_UNREACHABLE' | 'DATABASE_FAILED', act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof SpotctlError) throw cause;
    const { storeErrorOf } = await import('../../backend/store/store-error.ts');
    const refused = storeErrorOf(cause);
    if (refused === null && code === 'DATABASE_FAILED') throw cause;
    throw new SpotctlError({ code, message: `The backend’s database cannot be used: ${refused?.message ?? String(cause)}`, cause });
  }
}

/** An address that is taken or not this machine's is the operator's to change. */
function asListenError(error: unknown, { host, port }: BackendFlags): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return error;
  const message = `The backend cannot listen on ${host}:${String(port)}: ${error.message}`;
  return new SpotctlError({ code: 'SETTINGS_INVALID', message, hint: 'Choose another --port or --host.', cause: error });
}
