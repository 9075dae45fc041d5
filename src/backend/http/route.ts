import type { output, ZodMiniType } from 'zod/mini';

import type { Endpoint } from '../../wire/endpoint.ts';
import { errorTexts } from '../../wire/errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { HotQueries } from '../store/hot-queries.ts';
import type { Store } from '../store/open-store.ts';
import type { AgentRow, ClientRow } from '../store/rows.ts';
import type { Principal } from './principal.ts';
import { refusal } from './refusal.ts';
import { validateRequest } from './validate-request.ts';

/** What a request brought, before its body and query are known to be right. */
export interface Incoming {
  readonly store: Store;
  readonly queries: HotQueries;
  readonly now: Date;
  readonly metrics: Metrics;
  readonly principal: Principal;
  /** True: the caller acts on nothing that it is shown. */
  readonly looksOnly: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Whose token an endpoint answers. `anyone` needs none, and one that is sent is not looked at; `asker` needs none, and is told whose it is. */
export type Access = 'anyone' | 'asker' | 'any token' | 'client' | 'client or administrator' | 'administrator';

/** One endpoint of the contract and what answers it: the body of its success. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly access: Access;
  answer(incoming: Incoming): Promise<unknown>;
}

type Parsed<S extends ZodMiniType | null> = S extends ZodMiniType ? output<S> : undefined;

export interface Call<Request extends ZodMiniType | null, Query extends ZodMiniType | null> {
  readonly store: Store;
  readonly queries: HotQueries;
  readonly now: Date;
  readonly metrics: Metrics;
  readonly looksOnly: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Parsed<Request>;
  readonly query: Parsed<Query>;
}

type Answer<C, Response extends ZodMiniType> = (call: C) => Promise<output<Response>>;

/** Answers anyone, token or none: also while no token can be looked up. */
export function openRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query>, Response>,
): Route {
  return { endpoint, access: 'anyone', answer: (incoming) => answer(parse(endpoint, incoming)) };
}

/** Tells a caller about the token it sent, or that it sent none. */
export function askerRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query> & { readonly principal: Principal }, Response>,
): Route {
  return { endpoint, access: 'asker', answer: (incoming) => answer({ ...parse(endpoint, incoming), principal: incoming.principal }) };
}

/** Answers whoever holds a token of any kind. */
export function anyTokenRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query>, Response>,
): Route {
  return {
    endpoint,
    access: 'any token',
    answer: (incoming) => {
      if (incoming.principal.kind === 'anyone') throw refusal(401, errorTexts.tokenMissing);
      return answer(parse(endpoint, incoming));
    },
  };
}

/** Answers the holder of a client's token, about that client. */
export function clientTokenRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query> & { readonly client: ClientRow }, Response>,
): Route {
  return {
    endpoint,
    access: 'client',
    answer: (incoming) => answer({ client: requireClient(incoming.principal), ...parse(endpoint, incoming) }),
  };
}

/** Answers the holder of a client's token about the agent in the path, which must be that client's. */
export function ownAgentRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query> & { readonly client: ClientRow; readonly agent: AgentRow }, Response>,
): Route {
  return {
    endpoint,
    access: 'client',
    answer: async (incoming) => {
      const client = requireClient(incoming.principal);
      const { store, queries, params } = incoming;
      const found = await store.executeQuery(queries.ownAgent({ agentId: params['agentId'] ?? '', clientId: client.id }));
      const [agent] = found.rows;
      if (agent === undefined) throw refusal(404, errorTexts.agentNotFound);
      return answer({ client, agent, ...parse(endpoint, incoming) });
    },
  };
}

/** Answers about the client in the path: to its own token, and to an administrator. To others that client does not exist. */
export function clientRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query> & { readonly clientId: string }, Response>,
): Route {
  return {
    endpoint,
    access: 'client or administrator',
    answer: (incoming) => {
      const clientId = incoming.params['clientId'] ?? '';
      if (incoming.principal.kind === 'administrator') return answer({ clientId, ...parse(endpoint, incoming) });
      if (requireClient(incoming.principal).id !== clientId) throw refusal(404, errorTexts.clientNotFound);
      return answer({ clientId, ...parse(endpoint, incoming) });
    },
  };
}

/** Answers a client or an administrator about what the answer itself finds to be theirs. */
export function principalRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query> & { readonly principal: Principal }, Response>,
): Route {
  return {
    endpoint,
    access: 'client or administrator',
    answer: (incoming) => {
      if (incoming.principal.kind === 'anyone') throw refusal(401, errorTexts.tokenMissing);
      return answer({ ...parse(endpoint, incoming), principal: incoming.principal });
    },
  };
}

/** Answers an administrator only. */
export function administratorRoute<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  answer: Answer<Call<Request, Query>, Response>,
): Route {
  return {
    endpoint,
    access: 'administrator',
    answer: (incoming) => {
      if (incoming.principal.kind === 'anyone') throw refusal(401, errorTexts.tokenMissing);
      if (incoming.principal.kind !== 'administrator') throw refusal(403, "Needs an administrator's token");
      return answer(parse(endpoint, incoming));
    },
  };
}

function requireClient(principal: Principal): ClientRow {
  if (principal.kind === 'anyone') throw refusal(401, errorTexts.tokenMissing);
  if (principal.kind === 'administrator') throw refusal(403, "Needs a client's token");
  return principal.client;
}

function parse<Response extends ZodMiniType, Request extends ZodMiniType | null, Query extends ZodMiniType | null>(
  endpoint: Endpoint<Response, Request, Query>,
  incoming: Incoming,
): Call<Request, Query> {
  const { store, queries, now, metrics, looksOnly, params } = incoming;
  return {
    store,
    queries,
    now,
    metrics,
    looksOnly,
    params,
    body: validateRequest(endpoint.request, incoming.body),
    query: validateRequest(endpoint.query, incoming.query),
  };
}
