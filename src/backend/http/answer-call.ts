import type { IncomingMessage } from 'node:http';

import { LOOKS_ONLY } from '../../wire/agent-termination.ts';
import { validateToken } from '../../wire/client-account.ts';
import { errorTexts } from '../../wire/errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { HotQueries } from '../store/hot-queries.ts';
import type { Store } from '../store/open-store.ts';
import { isPassing, isUnfitValue, storeErrorOf } from '../store/store-error.ts';
import type { FailedTokens } from './failed-tokens.ts';
import type { FindRoute, FoundRoute } from './find-route.ts';
import { hashToken } from './hash-token.ts';
import { identify, type Principal, tokenOf } from './principal.ts';
import { readBody } from './read-body.ts';
import { Refusal, refusal } from './refusal.ts';

export interface CallContext {
  readonly findRoute: FindRoute;
  readonly store: Store;
  readonly queries: HotQueries;
  readonly now: Date;
  readonly metrics: Metrics;
  readonly failedTokens: FailedTokens;
  /** Told of what no caller can be blamed for. */
  readonly onDefect: (error: unknown) => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The pattern of the path, where a route was found. */
  readonly route: string | null;
  /** Whose token it was, for the log: `client:<id>`, `administrator:<name>`. */
  readonly caller: string | null;
}

interface Target {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

type Outcome = Pick<HttpAnswer, 'status' | 'body' | 'headers'>;

/** Answers one call, whatever happens to it: every answer is JSON but the metrics. */
export async function answerCall(request: IncomingMessage, context: CallContext): Promise<HttpAnswer> {
  const target = splitTarget(request.url ?? '/');
  const seen: { route: string | null; caller: string | null } = { route: null, caller: null };
  try {
    const found = context.findRoute({ method: request.method ?? 'GET', path: target.path });
    seen.route = found.route.endpoint.path;
    const outcome = await answerRoute(request, {
      target,
      found,
      context,
      onIdentified: (principal) => {
        seen.caller = describe(principal);
      },
    });
    return { ...outcome, ...seen };
  } catch (error) {
    return { ...outcomeOf(error, { path: target.path, context }), ...seen };
  }
}

interface Answering {
  readonly target: Target;
  readonly found: FoundRoute;
  readonly context: CallContext;
  readonly onIdentified: (principal: Principal) => void;
}

async function answerRoute(request: IncomingMessage, { target, found, context, onIdentified }: Answering): Promise<Outcome> {
  const { endpoint } = found.route;
  const body = await readBody(request);
  const value = body.isJson ? body.value : undefined;
  const isOpen = found.route.access === 'anyone';
  const token = isOpen ? null : tokenOf({ authorization: request.headers.authorization, body: value });
  const principal = await identifyCaller(token, { context, address: request.socket.remoteAddress ?? '' });
  onIdentified(principal);
  if (endpoint.request !== null && !body.isJson && principal.kind !== 'anyone') throw refusal(400, 'The body is not JSON');
  const { store, queries, now, metrics } = context;
  const looksOnly = request.headers[LOOKS_ONLY.name] === LOOKS_ONLY.value;
  const { params } = found;
  const answer = await found.route.answer({ store, queries, now, metrics, principal, looksOnly, params, query: target.query, body: value });
  return { status: endpoint.status, body: answer };
}

async function identifyCaller(
  token: string | null,
  { context, address }: { readonly context: CallContext; readonly address: string },
): Promise<Principal> {
  if (token === null) return { kind: 'anyone' };
  const { failedTokens, now } = context;
  const hashed = hashToken(token);
  const wait = failedTokens.waitSeconds({ address, hashed, now });
  if (wait > 0) throw new Refusal(429, { error: 'Too many unknown tokens', retryAfterSeconds: wait });
  const principal = await identify(context, hashed);
  if (principal === null) {
    failedTokens.countFailure(address, now);
    throw refusal(401, errorTexts.tokenInvalid);
  }
  failedTokens.remember(address, hashed);
  return principal;
}

function outcomeOf(error: unknown, { path, context }: { readonly path: string; readonly context: CallContext }): Outcome {
  if (error instanceof Refusal) return { status: error.status, body: inShapeOf(path, error), headers: waitOf(error) };
  const refused = storeErrorOf(error);
  if (refused !== null && isPassing(refused)) return { status: 503, body: { error: refused.message }, headers: { 'retry-after': '1' } };
  if (refused !== null) return { status: isUnfitValue(refused) ? 400 : 500, body: { error: refused.message } };
  context.onDefect(error);
  return { status: 500, body: { error: 'Internal server error' } };
}

function waitOf({ body }: Refusal): Readonly<Record<string, string>> {
  const seconds = body['retryAfterSeconds'];
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}

function describe(principal: Principal): string | null {
  switch (principal.kind) {
    case 'anyone':
      return null;
    case 'client':
      return `client:${principal.client.id}`;
    case 'administrator':
      return `administrator:${principal.name}`;
    default:
      return principal satisfies never;
  }
}

function splitTarget(url: string): Target {
  const [path = '/', query = ''] = url.split('?', 2);
  return { path, query: query === '' ? {} : Object.fromEntries(new URLSearchParams(query)) };
}

/** Refusals of the call that tells whose token it is say `valid` too, and name an unknown token in words of their own. */
function inShapeOf(path: string, { body }: Refusal): unknown {
  if (path !== validateToken.path) return body;
  return { ...body, valid: false, ...(body['error'] === errorTexts.tokenInvalid ? { error: errorTexts.validateTokenInvalid } : {}) };
}
