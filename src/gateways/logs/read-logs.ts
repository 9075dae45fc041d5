import { basename } from 'node:path';
import { type LogFacts, type LogSign, type LogSignKind, signsIn } from '../../domain/findings/log-facts.ts';
import { findLogFiles, type LogFile, unreadable } from './find-log-files.ts';
import { timeOfLine } from './log-time.ts';
import { readBackwards } from './read-backwards.ts';

export interface LogQuery {
  /** Files or folders. */
  readonly paths: readonly string[];
  readonly sinceSeconds: number;
  readonly now: Date;
}

const LONGEST_SHOWN = 200;
const SECRET = /\b(bearer\s+|token[=:]\s*"?|password[=:]\s*"?)[^\s"',&]+/gi;

/**
 * What the logs say within the window, each read from its end and no further back than that, rotated and gzipped parts after it.
 * Throws `LOGS_UNREADABLE`, naming the file.
 */
export async function readLogs({ paths, sinceSeconds, now }: LogQuery): Promise<LogFacts> {
  const files = await findLogFiles(paths);
  const read = await Promise.all(files.map(async (file) => readOne(file, now.getTime() - sinceSeconds * 1_000)));
  const signs = (kind: LogSignKind): readonly LogSign[] => read.flatMap((one) => one.signs.get(kind) ?? []);
  const cleanups = new Set(read.flatMap(({ file }) => (file.kind === 'agent' ? [file.path] : [])));
  return {
    sinceSeconds,
    files: read.map(({ file }) => file),
    unknownColumns: signs('unknown-column'),
    failedSweeps: signs('failed-sweep'),
    cleanups: signs('cleanup').filter(({ path }) => cleanups.has(path)),
  };
}

interface ReadLog {
  readonly file: LogFacts['files'][number];
  readonly signs: ReadonlyMap<LogSignKind, LogSign>;
}

async function readOne({ path, parts }: LogFile, sinceMs: number): Promise<ReadLog> {
  const signs = new Map<LogSignKind, LogSign>();
  let lines = 0;
  const onLine = (line: string, at: number | null): void => {
    lines += 1;
    for (const kind of signsIn(line)) signs.set(kind, counted(signs.get(kind), { path, line, at }));
  };
  for (const part of parts) {
    const reachesBack = await scan({ path: part, sinceMs, onLine }).catch((error: unknown) => Promise.reject(unreadable(part, error)));
    if (reachesBack) break;
  }
  return { file: { path, kind: /agent/i.test(basename(path)) ? 'agent' : 'backend', lines }, signs };
}

/** Lines from the last back to the first that is older than the window; true where there was one. A line without a time belongs to the next above it that has one. */
async function scan(scanned: {
  readonly path: string;
  readonly sinceMs: number;
  readonly onLine: (line: string, at: number | null) => void;
}): Promise<boolean> {
  const undated: string[] = [];
  for await (const line of readBackwards(scanned.path)) {
    const at = timeOfLine(line);
    undated.push(line);
    if (at === null) continue;
    if (at < scanned.sinceMs) return true;
    for (const each of undated.splice(0)) scanned.onLine(each, at);
  }
  for (const each of undated) scanned.onLine(each, null);
  return false;
}

function counted(known: LogSign | undefined, found: { readonly path: string; readonly line: string; readonly at: number | null }): LogSign {
  if (known !== undefined) return { ...known, count: known.count + 1 };
  const line = found.line.replaceAll(SECRET, '$1…').trim().slice(0, LONGEST_SHOWN);
  return { path: found.path, count: 1, line, at: found.at === null ? null : new Date(found.at).toISOString() };
}
