import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { binPath } from './run-command.ts';
import { removeFolder } from './remove-folder.ts';

/** A folder for the path, for one test: in it is the built program under the name of `spotctl`. */
export async function launcherFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-launcher-'));
  onTestFinished(() => removeFolder(folder));
  await writeFile(join(folder, 'spotctl'), `#!/bin/sh\nexec '${process.execPath}' '${binPath}' "$@"\n`, { mode: 0o755 });
  return folder;
}
