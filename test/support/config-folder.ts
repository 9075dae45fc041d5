import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removeFolder } from './remove-folder.ts';

export interface ConfigFolder {
  /** For `XDG_CONFIG_HOME`. */
  readonly home: string;
  /** Where spotctl keeps its two files. */
  readonly folder: string;
}

/** A configuration folder for one test, with the given files of mode 0644 in it. */
export async function configFolder(files: Readonly<Record<string, string>> = {}): Promise<ConfigFolder> {
  const home = await mkdtemp(join(tmpdir(), 'spotctl-config-'));
  onTestFinished(() => removeFolder(home));
  const folder = join(home, 'spotctl');
  await mkdir(folder, { mode: 0o755 });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o644 });
  return { home, folder };
}
