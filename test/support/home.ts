import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removeFolder } from './remove-folder.ts';

/** A home folder that outlives one command, for one test. */
export async function homeFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => removeFolder(home));
  return home;
}
