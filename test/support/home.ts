import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A home folder that outlives one command, for one test. */
export async function homeFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}
