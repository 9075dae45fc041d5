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
  if (code === 'BACKEND_TIMEOUT') return timedOut({ request, phase, cause: error });
  return {
    kind: 'failed',
    isTransient: BROKEN_CONNECTION.has(reason) || code === 'BACKEND_REFUSED',
    error: new SpotctlError({
      code,
      message: messageOf(code, request),
      cause: error.message === '' ? reason : error,
      details: { method: request.method, path: request.url.pathname, phase, reason },
    }),
  };
}

/** The whole call, or one of its phases, took longer than it may. */
export function timedOut({ request, phase, cause }: Failed & { readonly cause?: Error }): Outcome {
  const awaited = {
    connect: 'accepted no connection',
    headers: 'took the request and did not answer',
    body: 'began its answer and did not end it',
  };
  return {
    kind: 'failed',
    isTransient: false,
    error: new SpotctlError({
      code: 'BACKEND_TIMEOUT',
      message: `${request.url.host} ${awaited[phase]} within ${request.timeoutMs / 1000} s (${request.method} ${request.url.pathname}).`,
      cause: cause ?? 'The time for the whole call was over.',
      details: { method: request.method, path: request.url.pathname, phase, reason: cause === undefined ? 'TOTAL' : codeOf(cause) },
    }),
  };
}

const BROKEN_CONNECTION: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);
const NO_ROUTE: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const NO_ADDRESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TIMEOUTS: ReadonlySet<string> = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
const TLS =
  /^(?:EPROTO$|ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|PATH_LENGTH_)/;
const NO_HTTP = /^(?:HPE_|HTTPParserError$|UND_ERR_HEADERS_OVERFLOW$)/;

function errorCodeOf(reason: string): ErrorCode | null {
  if (NO_ADDRESS.has(reason)) return 'BACKEND_UNRESOLVED';
  if (reason === 'ECONNREFUSED') return 'BACKEND_REFUSED';
  if (TIMEOUTS.has(reason)) return 'BACKEND_TIMEOUT';
  if (BROKEN_CONNECTION.has(reason) || NO_ROUTE.has(reason)) return 'BACKEND_UNREACHABLE';
  if (TLS.test(reason)) return 'BACKEND_TLS';
  return NO_HTTP.test(reason) ? 'BACKEND_SHAPE' : null;
}

function codeOf(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Not every fault of the parser has a code of its own.
  if (error.name === 'HTTPParserError') return error.name;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  return error.cause instanceof Error ? codeOf(error.cause) : null;
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
