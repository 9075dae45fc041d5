import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Outcome, OutgoingRequest, Phase } from './exchange.ts';

interface Failed {
  readonly request: OutgoingRequest;
  readonly phase: Phase;
}

/** Tells by its code why the network gave no answer; `null` for an error that is no network's but a defect. */
export function networkFailure(error: Error, { request, phase }: Failed): Outcome | null {
  const reason = codeOf(error);
  const code = reason === null ? null : errorCodeOf(reason);
  if (reason === null || code === null) return null;
  if (code === 'BACKEND_TIMEOUT') return timedOut({ request, phase, waitedMs: null });
  return {
    kind: 'failed',
    isTransient: BROKEN_CONNECTION.has(reason) || code === 'BACKEND_REFUSED',
    error: new SpotctlError({
      code,
      message: messageOf(code, request),
      cause: wordsOf(error) ?? (error.message === '' ? reason : error),
      details: { method: request.method, path: request.url.pathname, phase, reason },
    }),
  };
}

/** The call as a whole, or one phase of it, took longer than it may; `waitedMs` is `null` where the operating system gave up first. */
export function timedOut({ request, phase, waitedMs }: Failed & { readonly waitedMs: number | null }): Outcome {
  const { method, url } = request;
  const inTime = waitedMs === null ? 'in time' : `within ${Number((waitedMs / 1000).toFixed(1))} s`;
  return {
    kind: 'failed',
    isTransient: false,
    error: new SpotctlError({
      code: 'BACKEND_TIMEOUT',
      message: `${method} ${url.pathname} was given up: ${url.host} did not ${AWAITED[phase]} ${inTime}.`,
      cause: CAUSES[phase],
      details: { method, path: url.pathname, phase },
    }),
  };
}

const AWAITED: Readonly<Record<Phase, string>> = { connect: 'take the connection', headers: 'answer', body: 'end its answer' };
const CAUSES: Readonly<Record<Phase, string>> = {
  connect: 'No connection was made: a firewall may drop it without a word.',
  headers: 'The connection was made and the request sent.',
  body: 'The answer had begun.',
};

/** The answer is longer than any of the backend's could be. */
export function tooLarge({ method, url }: OutgoingRequest, maxAnswerBytes: number): Outcome {
  return {
    kind: 'failed',
    isTransient: false,
    error: new SpotctlError({
      code: 'BACKEND_TOO_LARGE',
      message: `${method} ${url.pathname} answered with more than ${Math.floor(maxAnswerBytes / 1_048_576)} MiB.`,
      cause: 'The rest of the answer was not read.',
      details: { method, path: url.pathname, maxAnswerBytes },
    }),
  };
}

const BROKEN_CONNECTION: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const NO_ROUTE: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const NO_ADDRESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TLS =
  /^(?:EPROTO$|ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|PATH_LENGTH_)/;

function errorCodeOf(reason: string): ErrorCode | null {
  if (NO_ADDRESS.has(reason)) return 'BACKEND_UNRESOLVED';
  if (reason === 'ECONNREFUSED') return 'BACKEND_REFUSED';
  if (reason === 'ETIMEDOUT') return 'BACKEND_TIMEOUT';
  if (BROKEN_CONNECTION.has(reason) || NO_ROUTE.has(reason)) return 'BACKEND_UNREACHABLE';
  if (TLS.test(reason)) return 'BACKEND_TLS';
  return reason.startsWith('HPE_') ? 'BACKEND_SHAPE' : null;
}

function codeOf(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  return error.cause instanceof Error ? codeOf(error.cause) : null;
}

/** Where node's own words say less than is known; `null` where they do not. */
function wordsOf({ message }: Error): string | null {
  if (message === 'aborted') return 'The connection was closed in the middle of the answer.';
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? null;
  return reason === 'wrong version number' ? 'wrong version number: the port may speak plain HTTP' : reason;
}

function messageOf(code: ErrorCode, { method, url }: OutgoingRequest): string {
  const call = `${method} ${url.pathname}`;
  switch (code) {
    case 'BACKEND_UNRESOLVED':
      return `The host name ${url.hostname} has no address.`;
    case 'BACKEND_REFUSED':
      return `${url.host} refused the connection.`;
    case 'BACKEND_TLS':
      return `No trusted TLS connection to ${url.host} could be made.`;
    case 'BACKEND_SHAPE':
      return `${url.host} answered ${call} with something that is not HTTP.`;
    default:
      return `The connection to ${url.host} failed during ${call}.`;
  }
}
