/** The ways not to reach a backend at all. */
export const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'BACKEND_UNRESOLVED',
  'BACKEND_REFUSED',
  'BACKEND_UNREACHABLE',
  'BACKEND_TLS',
  'BACKEND_TIMEOUT',
]);

/** Reached, but not let in. */
export const DENIED_CODES: ReadonlySet<string> = new Set(['TOKEN_MISSING', 'TOKEN_REFUSED', 'CLIENT_INACTIVE']);

/** Answered with an error of the server. */
export const FAILED_CODES: ReadonlySet<string> = new Set(['BACKEND_DATABASE', 'BACKEND_FAILED']);

/** Answered with something that is not the contract. */
export const MALFORMED_CODES: ReadonlySet<string> = new Set([
  'BACKEND_SHAPE',
  'BACKEND_TOO_LARGE',
  'BACKEND_REDIRECTED',
  'BACKEND_NOT_FOUND',
  'BACKEND_REJECTED',
]);

export const CREDENTIAL_CODES: ReadonlySet<string> = new Set(['AWS_CREDENTIALS', 'AWS_EXPIRED']);

/** A region that was asked and did not let itself be read. */
export const REGION_CODES: ReadonlySet<string> = new Set(['AWS_DENIED', 'AWS_REGION', 'AWS_UNREACHABLE']);
