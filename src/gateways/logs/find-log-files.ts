import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

/** A log and what was rotated away from it, newest first. */
export interface LogFile {
  readonly path: string;
  readonly parts: readonly string[];
}

const ROTATED = /^(?<log>.+?)(?:[.-](?<age>\d{1,3}|\d{8}(?:[-T]?\d{2,6})?))?(?<packed>\.gz)?$/;
const LOG = /\.(?:log|out|err)$|^(?:syslog|messages)$/;

/** The logs at those paths, each with its rotated parts beside it; of a folder, every log in it. Throws `LOGS_UNREADABLE` for a path that is not there. */
export async function findLogFiles(paths: readonly string[]): Promise<readonly LogFile[]> {
  const found = await Promise.all(paths.map(filesAt));
  const byPath = new Map(found.flat().map((file) => [file.path, file]));
  return [...byPath.values()];
}

async function filesAt(path: string): Promise<readonly LogFile[]> {
  const facts = await reading(path, () => stat(path));
  const folder = facts.isDirectory() ? path : dirname(path);
  const names = await reading(folder, () => readdir(folder));
  const groups = Map.groupBy(names, (name) => ROTATED.exec(name)?.groups?.['log'] ?? name);
  if (!facts.isDirectory()) {
    const parts = (groups.get(basename(path)) ?? []).filter((name) => name !== basename(path));
    return [{ path, parts: [path, ...parts.toSorted(byAge).map((name) => join(folder, name))] }];
  }
  return [...groups].flatMap(([log, parts]) =>
    LOG.test(log) ? [{ path: join(folder, log), parts: parts.toSorted(byAge).map((name) => join(folder, name)) }] : [],
  );
}

/** Newest first: the log itself, then by number up, or by date down. */
function byAge(one: string, other: string): number {
  return ageOf(one) - ageOf(other);
}

function ageOf(name: string): number {
  const age = ROTATED.exec(name)?.groups?.['age'];
  if (age === undefined) return -Infinity;
  const digits = age.replaceAll(/\D/g, '');
  return digits.length >= 8 ? -Number(digits.padEnd(14, '0')) : Number(digits);
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, cause: unknown): SpotctlError {
  return new SpotctlError({ code: 'LOGS_UNREADABLE', message: `${path} cannot be read.`, cause });
}
