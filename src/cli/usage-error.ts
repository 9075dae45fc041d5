import { stripVTControlCharacters } from 'node:util';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { nearest } from './nearest.ts';

const PREFIX = /^Parsing (--\S+) \n\t/;
const SUFFIX = /\nSee more help with --help$/;
/** On the order of flags, wherever a flag takes several values and an argument is missing. */
const ADVICE = /\s+Note: --[^]*$/;

/** oclif's own complaints about flags and arguments, in the words and with the code of all other errors. Everything else as it is. */
export function asUsageError(error: unknown): unknown {
  if (error instanceof SpotctlError) return unwrapped(error);
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  const hint = hintFor(error);
  return new SpotctlError({ code: 'USAGE', message: oneLine(error.message), ...(hint === null ? {} : { hint }) });
}

/** What was meant by a flag that there is not, as far as oclif tells which flags there are. */
function hintFor(error: Error): string | null {
  const [unknown] = 'flags' in error && Array.isArray(error.flags) ? error.flags : [];
  if (typeof unknown !== 'string') return null;
  if (unknown === '--token')
    return 'A token is never a flag: type it at the prompt, pipe it in, or set SPOTCTL_TOKEN or SPOTCTL_TOKEN_FILE.';
  const flag = nearest(unknown, knownFlags(error));
  return flag === null ? null : `Did you mean ${flag}?`;
}

function knownFlags(error: Error): readonly string[] {
  const flags = 'parse' in error ? Object(Object(Object(error.parse).input).flags) : {};
  return Object.keys(flags).map((name) => `--${name}`);
}

/** oclif writes its own words around the message of an error that a flag's check threw; only the flag's name is news. */
function unwrapped(error: SpotctlError): SpotctlError {
  if (!PREFIX.test(error.message)) return error;
  const { code, cause, hint, details } = error;
  return new SpotctlError({ code, message: error.message.replace(PREFIX, '$1: ').replace(SUFFIX, ''), cause, hint, details });
}

function oneLine(message: string): string {
  const bare = stripVTControlCharacters(message).replace(PREFIX, '$1: ').replace(SUFFIX, '').replace(ADVICE, '');
  const [pattern, own] = OWN_WORDS.find(([theirs]) => theirs.test(bare)) ?? [];
  const told = pattern === undefined || own === undefined ? tellReasons(bare) : bare.replace(pattern, own);
  return told.replaceAll(/\s+/g, ' ').trim();
}

/** What oclif says, and how spotctl says it. */
const OWN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Nonexistent flag: ([^,]+)$/, 'There is no flag $1.'],
  [/^Nonexistent flags: (.+)$/, 'There are no flags $1.'],
  [/^Unexpected argument: ([^]+)$/, '"$1" is a word too many.'],
  [/^Unexpected arguments: ([^]+)$/, 'These are words too many: $1.'],
  [/^Expected (--[\w-]+)=([^]*) to be one of: ([^]+)$/, '$1 cannot be "$2". Choose from: $3.'],
  [/^Expected ([^]*) to be one of: ([^]+)$/, 'It cannot be "$1". Choose from: $2.'],
  [/^Missing 1 required arg:\s+\S+\s+([^]+)$/, 'An argument is missing: $1.'],
  [/^Flag (--\S+) expects a value$/, '$1 needs a value.'],
  [/^Flag (--\S+) can only be specified once$/, '$1 is given more than once.'],
];

const REASONS = /^The following errors? occurred:\n/;
const CLASH = /^\s*(--[\w-]+?)(?:=.*)? cannot also be provided when using (--[\w-]+)$/;

/** oclif lists flags that exclude each other under a heading, each with its value, and each pair from both sides. */
function tellReasons(message: string): string {
  if (!REASONS.test(message)) return message;
  const pairs = new Set<string>();
  const reasons = message
    .replace(REASONS, '')
    .split('\n')
    .flatMap((reason) => {
      const [, one, other] = CLASH.exec(reason) ?? [];
      if (one === undefined || other === undefined) return [reason];
      const pair = [one, other].toSorted().join(' ');
      if (pairs.has(pair)) return [];
      pairs.add(pair);
      return [`${one} and ${other} exclude each other.`];
    });
  return reasons.join(' ');
}
