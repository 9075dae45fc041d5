import { isSea } from 'node:sea';

/** A command and the words that come before its own: this very spotctl, installed or not, as a package or as a single executable. */
export function ownProgram(): readonly [command: string, ...words: readonly string[]] {
  return isSea() ? [process.execPath] : [process.execPath, process.argv[1] ?? ''];
}
