import { type ErrorCode, errorCatalogue } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Seen } from '../domain/seen.ts';

/** The value of a source that the caller cannot do without. Throws the source's own error where it was not seen. */
export function requireSeen<T>(seen: Seen<T>): T {
  if (seen.ok) return seen.value;
  throw unseenError(seen);
}

/** The error of a source that was not seen. */
export function unseenError(seen: Extract<Seen<unknown>, { ok: false }>): SpotctlError {
  return new SpotctlError({ code: isErrorCode(seen.code) ? seen.code : 'BUG', message: seen.why, ...seen.because });
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorCatalogue;
}
