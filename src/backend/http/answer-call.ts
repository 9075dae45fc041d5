import type { IncomingMessage } from 'node:http';

import { validateToken } from '../../wire/client-account.ts';
import { errorTexts } from '../../wire/errors.ts';
import type { Store } from '../store/open-store.ts';
import { StoreError } from '../store/store-error.ts';
import { findRoute } from './find-route.ts';
import { identify, tokenOf } from './principal.ts';
import { readBody } from './read-body.ts';
import { Refusal, refusal } from './refusal.ts';
import { routes } from './routes.ts';

export interface CallContext {
  readonly store: Store;
  readonly now: Date;
  /** Told of what no caller can be blamed for. */
  readonly onDefect: (error: unknown) => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Target {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Answers one call, whatever happens to it: every answer is JSON. */
export async function answerCall(request: IncomingMessage, context: CallContext): Promise<HttpAnswer> {
  const target = splitTarget(request.url ?? '/');
  try {
    return await routeCall(request, { target, context });
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: inShapeOf(target.path, error) };
    if (error instanceof StoreError) return { status: 500, body: { error: error.message } };
    context.onDefect(error);
    return { status: 500, body: { error: 'Internal server error' } };
  }
}

async function routeCall(
  request: IncomingMessage,
  { target, context }: { readonly target: Target; readonly context: CallContext },
): Promise<HttpAnswer> {
  const { route, params } = findRoute(routes, { method: request.method ?? 'GET', path: target.path });
  const { endpoint } = route;
  const body = await readBody(request);
  const value = body.isJson ? body.value : undefined;
  const principal = await identify(context.store, tokenOf({ authorization: request.headers.authorization, body: value }));
  if (endpoint.request !== null && !body.isJson && principal.kind !== 'anyone') throw refusal(400, 'The body is not JSON');
  const answer = await route.answer({ store: context.store, now: context.now, principal, params, query: target.query, body: value });
  return { status: endpoint.status, body: answer };
}

function splitTarget(url: string): Target {
  const [path = '/', query = ''] = url.split('?', 2);
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** Refusals of the call that tells whose token it is say `valid` too, and name an unknown token in words of their own. */
function inShapeOf(path: string, { body }: Refusal): unknown {
  if (path !== validateToken.path) return body;
  return { ...body, valid: false, ...(body['error'] === errorTexts.tokenInvalid ? { error: errorTexts.validateTokenInvalid } : {}) };
}
