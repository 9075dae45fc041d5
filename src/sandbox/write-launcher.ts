import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a `spotctl` into a folder of the sandbox that runs this program, given as the words that start it. Answers with that folder. */
export async function writeLauncher(sandboxFolder: string, program: readonly string[]): Promise<string> {
  const folder = join(sandboxFolder, 'bin');
  const file = join(folder, 'spotctl');
  await mkdir(folder, { mode: 0o700 });
  await writeFile(file, `#!/bin/sh\nexec ${program.map(quoted).join(' ')} "$@"\n`);
  await chmod(file, 0o700);
  return folder;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
