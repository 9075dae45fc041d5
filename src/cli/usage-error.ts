import { stripVTControlCharacters } from 'node:util';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';

const PREFIX = /^Parsing (--\S+) \n\t/;
const SUFFIX = /\nSee more help with --help$/;

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
  return stripVTControlCharacters(message).replace(PREFIX, '$1: ').replace(SUFFIX, '').replaceAll(/\s+/g, ' ').trim();
}
