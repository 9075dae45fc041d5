import { spawn } from 'node:child_process';
import { ownProgram } from '../own-program.ts';
import type { Environment } from '../settings/environment.ts';
import { isNewer, keep, readKept } from './kept-version.ts';

const DAY_MS = 86_400_000;

/** The word by which a run in the background asks the registry. */
const ASKING_WORD = '__newest-version';

interface Run {
  readonly version: string;
  readonly environment: Pick<Environment, 'cacheFolder'>;
  readonly nowMs: number;
  readonly say: (line: string) => void;
}

/**
 * Says at the end of a run that a newer version was seen, once a day at most, and only from what is kept: nothing is waited for. Where that
 * is a day old, another process asks the registry, and a later run tells.
 */
export function tellNewerVersion({ version, environment: { cacheFolder }, nowMs, say }: Run): void {
  const kept = readKept(cacheFolder);
  const isDue = isPast(kept.toldAt, nowMs) && kept.newest !== null && isNewer(kept.newest, version);
  const isOld = isPast(kept.askedAt, nowMs);
  if (!isDue && !isOld) return;
  const isKept = keep(cacheFolder, { ...kept, askedAt: isOld ? nowMs : kept.askedAt, toldAt: isDue ? nowMs : kept.toldAt });
  // Where nothing can be kept, every run would ask and tell.
  if (!isKept) return;
  if (isDue) say(`spotctl ${kept.newest} is out; this is ${version}. Install it with: npm install --global spotctl@latest`);
  if (isOld) askInBackground();
}

/** A moment of the future, by a clock that was wrong, counts as past. */
function isPast(moment: number, nowMs: number): boolean {
  return moment > nowMs || nowMs - moment >= DAY_MS;
}

function askInBackground(): void {
  const [program, ...own] = ownProgram();
  const child = spawn(program, [...own, ASKING_WORD], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
