import { startReferenceBackend } from '../../backend/start-reference-backend.ts';
import type { BackendFlaws } from './backend-flaws.ts';
import { startFlawedBackend } from './start-flawed-backend.ts';

export interface ServedWorld {
  readonly databaseFile: string;
  readonly flaws: BackendFlaws;
  readonly onDefect: (error: unknown) => void;
  /** Told of everything that has to be closed again. */
  readonly onStarted: (close: () => Promise<void>) => void;
}

/** Starts the reference backend with what is wrong with it; answers with the address that leads there. */
export async function serveWorld({ databaseFile, flaws, onDefect, onStarted }: ServedWorld): Promise<string> {
  const { isDown = false, clockAheadSeconds = 0, host, answers = [] } = flaws;
  const clock = { now: () => new Date(Date.now() + clockAheadSeconds * 1_000) };
  const backend = await startReferenceBackend({ databaseFile, clock, onDefect });
  if (isDown) {
    await backend.close();
    return backend.url;
  }
  onStarted(() => backend.close());
  if (answers.length === 0) return withHost(backend.url, host);
  const front = await startFlawedBackend(backend.url, answers);
  onStarted(() => front.close());
  return withHost(front.url, host);
}

function withHost(url: string, host: string | undefined): string {
  return host === undefined ? url : url.replace('127.0.0.1', host);
}
