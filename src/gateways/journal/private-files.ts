import { closeSync, constants, fsyncSync, lstatSync, mkdirSync, openSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;
const ANYBODY_ELSE = 0o077;

/** Makes the folder for its owner alone, durably, or holds the one that is there to that. Throws `JOURNAL_UNSAFE`. */
export function preparePrivateFolder(folder: string): void {
  if (lookAt(folder) === null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    syncFolder(dirname(folder));
  }
  checkPrivate(folder, 'folder');
}

/** The same for a file. Made empty, since SQLite would make it for everybody. */
export function preparePrivateFile(file: string): void {
  if (lookAt(file) === null) {
    createEmpty(file);
    syncFolder(dirname(file));
  }
  checkPrivate(file, 'file');
}

/**
 * Throws `JOURNAL_UNSAFE` where others could have written it, or could read it.
 * Looks without opening: closing any handle of a file would drop the locks this process has on it.
 */
export function checkPrivate(path: string, kind: 'file' | 'folder'): void {
  const stats = lookAt(path);
  if (stats === null) return;
  const why = objection(stats, kind);
  if (why === null) return;
  const mode = kind === 'folder' ? '700' : '600';
  throw new SpotctlError({
    code: 'JOURNAL_UNSAFE',
    message: `The journal's ${kind} ${path} cannot be trusted: ${why}.`,
    hint: `Look at what is there; if it is yours and right, run \`chmod ${mode} ${path}\`, or name another folder with XDG_STATE_HOME.`,
    details: { path },
  });
}

/** True where the path is there, whatever it is. */
export function isThere(path: string): boolean {
  return lookAt(path) !== null;
}

function lookAt(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

function objection(stats: Stats, kind: 'file' | 'folder'): string | null {
  if (stats.isSymbolicLink()) return 'it is a symbolic link';
  if (kind === 'folder' ? !stats.isDirectory() : !stats.isFile()) return `it is no ${kind}`;
  const own = process.geteuid?.();
  if (own !== undefined && stats.uid !== own) return `it belongs to user ${stats.uid}, not to ${own}`;
  const mode = stats.mode & 0o777;
  return (mode & ANYBODY_ELSE) === 0 ? null : `others may use it (mode ${mode.toString(8).padStart(4, '0')})`;
}

function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600));
  } catch (error) {
    // Another process made it in this moment: what it made is looked at next.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Makes a new entry of the folder durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, O_RDONLY | O_DIRECTORY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
