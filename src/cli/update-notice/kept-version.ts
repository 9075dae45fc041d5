import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLAIN = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/u;

/** What is known of the newest version, and when it was last asked for and last told. Moments in milliseconds; 0 for never. */
export interface KeptVersion {
  readonly newest: string | null;
  readonly askedAt: number;
  readonly toldAt: number;
}

export function readKept(cacheFolder: string): KeptVersion {
  const { newest, askedAt, toldAt } = documentIn(fileIn(cacheFolder));
  return { newest: plainVersion(newest), askedAt: moment(askedAt), toldAt: moment(toldAt) };
}

/** False where it cannot be kept, as in a read-only home. */
export function keep(cacheFolder: string, kept: KeptVersion): boolean {
  const file = fileIn(cacheFolder);
  try {
    mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
    return true;
  } catch {
    return false;
  }
}

/** The text where it is a version without a suffix, `null` where it is anything else: a trial version is offered to nobody. */
export function plainVersion(text: unknown): string | null {
  return typeof text === 'string' && PLAIN.test(text) ? text : null;
}

/** Whether the first version comes after the second. */
export function isNewer(one: string, other: string): boolean {
  const [these, those] = [one, other].map((version) => PLAIN.exec(version)?.slice(1).map(Number) ?? []);
  const at = (these ?? []).findIndex((part, index) => part !== those?.[index]);
  return at !== -1 && those?.[at] !== undefined && (these?.[at] ?? 0) > those[at];
}

function fileIn(cacheFolder: string): string {
  return join(cacheFolder, 'newest-version.json');
}

function documentIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof document === 'object' && document !== null ? { ...document } : {};
  } catch {
    return {};
  }
}

function moment(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
