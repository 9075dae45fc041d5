import { stripVTControlCharacters } from 'node:util';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';

const PREFIX = /^Parsing (--\S+) \n\t/;
const SUFFIX = /\nSee more help with --help$/;
/** On the order of flags, wherever a flag takes several values and an argument is missing. */
const ADVICE = /\s+Note: --[^]*$/;

/** oclif's own complaints about flags and arguments, in the words and with the code of all other errors. Everything else as it is. */
export function asUsageError(error: unknown): unknown {
  if (error instanceof SpotctlError) return unwrapped(error);
  const isOclif = error instanceof Error && 'oclif' in error;
  return isOclif ? new SpotctlError({ code: 'USAGE', message: oneLine(error.message) }) : error;
}

/** oclif writes its own words around the message of an error that a flag's check threw; only the flag's name is news. */
function unwrapped(error: SpotctlError): SpotctlError {
  if (!PREFIX.test(error.message)) return error;
  const { code, cause, hint, details } = error;
  return new SpotctlError({ code, message: error.message.replace(PREFIX, '$1: ').replace(SUFFIX, ''), cause, hint, details });
}

function oneLine(message: string): string {
  const bare = stripVTControlCharacters(message).replace(PREFIX, '$1: ').replace(SUFFIX, '').replace(ADVICE, '');
  return tellReasons(bare).replaceAll(/\s+/g, ' ').trim();
}

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
