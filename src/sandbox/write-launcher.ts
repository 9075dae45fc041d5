import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface RunningProgram {
  /** The Node.js that runs it. */
  readonly node: string;
  /** The script it was started from. */
  readonly script: string;
}

/** Puts a `spotctl` into a folder of the sandbox that is this very program, installed or not. Answers with that folder. */
export async function writeLauncher(sandboxFolder: string, { node, script }: RunningProgram): Promise<string> {
  const folder = join(sandboxFolder, 'bin');
  const file = join(folder, 'spotctl');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(file, `#!/bin/sh\nexec ${quoted(node)} ${quoted(script)} "$@"\n`);
  await chmod(file, 0o700);
  return folder;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
