import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../settings/environment.ts';
import type { SettingFlags } from '../settings/settings.ts';
import type { Candidate } from './completion-table.ts';

/** Long enough for the next command, too short for a fleet to become another. */
const LASTS_MS = 600_000;
/** More than these no operator reads through. */
const MOST_IDS = 2_000;
/** What stands in a command line as it is: an id of another kind is never offered, whoever made it up. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9._@/-]{0,254}$/u;

/** The ids of a fleet, as a list last saw them. */
export interface KnownIds {
  readonly instance: Iterable<Candidate>;
  readonly agent: Iterable<Candidate>;
  readonly region: Iterable<Candidate>;
}

/** What leads a run to one backend and client: flags, environment and context. Another of any of them is another fleet. */
export interface Selection {
  readonly flags: Pick<SettingFlags, 'context' | 'backend-url' | 'client' | 'token-file'>;
  readonly environment: Environment;
}

/** Names of all contexts, and the cache's file for this selection. Reads the configuration as it is, without checking it. */
export function readSelection({ flags, environment }: Selection): { readonly contexts: readonly string[]; readonly file: string } {
  const configuration = readJson(join(environment.configFolder, 'config.json'));
  const contexts = recordIn(configuration, 'contexts');
  const current = recordIn(configuration, null)['currentContext'];
  const context = flags.context ?? environment.context ?? (typeof current === 'string' ? current : null);
  const chosen = [
    [context, context === null ? null : contexts[context]],
    [flags['backend-url'] ?? null, environment.backendUrl],
    [flags.client ?? null, environment.clientId],
    [flags['token-file'] ?? null, environment.token, environment.tokenFile],
  ];
  const name = createHash('sha256').update(JSON.stringify(chosen)).digest('hex').slice(0, 32);
  return { contexts: Object.keys(contexts), file: join(environment.cacheFolder, 'completion', `${name}.json`) };
}

/** Remembers the ids for as long as they are worth offering. A cache that cannot be written is none, and no failure. */
export function rememberIds(file: string, ids: KnownIds): void {
  const folder = join(file, '..');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) forgetOld(join(folder, name));
    const kept = { instance: usable(ids.instance), agent: usable(ids.agent), region: usable(ids.region) };
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    // A read-only home: ids are not completed there.
  }
}

/** The ids that were remembered within the last minutes; none otherwise. */
export function recallIds(file: string, now: Date): Readonly<Record<keyof KnownIds, readonly Candidate[]>> {
  const stored = isFresh(file, now) ? recordIn(readJson(file), null) : {};
  const kind = (name: string): readonly Candidate[] => {
    const list = stored[name];
    return Array.isArray(list) ? list.flatMap(asCandidate) : [];
  };
  return { instance: kind('instance'), agent: kind('agent'), region: kind('region') };
}

function usable(candidates: Iterable<Candidate>): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (SAFE.test(candidate.value)) kept.push(candidate);
    if (kept.length === MOST_IDS) break;
  }
  return kept;
}

function asCandidate(stored: unknown): readonly Candidate[] {
  const { value, description } = recordIn(stored, null);
  return typeof value === 'string' && typeof description === 'string' && SAFE.test(value) ? [{ value, description }] : [];
}

function isFresh(file: string, now: Date): boolean {
  try {
    const age = now.getTime() - statSync(file).mtimeMs;
    return age < LASTS_MS && age > -LASTS_MS;
  } catch {
    return false;
  }
}

function forgetOld(file: string): void {
  if (!isFresh(file, new Date())) rmSync(file, { force: true });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function recordIn(value: unknown, key: string | null): Readonly<Record<string, unknown>> {
  const found: unknown = key === null || !isRecord(value) ? value : value[key];
  return isRecord(found) ? found : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
