import type { output, ZodMiniType } from 'zod/mini';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Whom a call is made for. The backend itself only tells clients apart, and only where `token` is `required`. */
export type Caller = 'agent' | 'client' | 'administrator' | 'anyone';

/** One call of the HTTP contract: `{name}` in the path stands for one URL-encoded segment. */
export interface Endpoint<
  Response extends ZodMiniType = ZodMiniType,
  Request extends ZodMiniType | null = ZodMiniType | null,
  Query extends ZodMiniType | null = ZodMiniType | null,
> {
  readonly method: HttpMethod;
  readonly path: string;
  readonly caller: Caller;
  /** `required`: the backend refuses the call without a client's token. `open`: it never asks. */
  readonly token: 'required' | 'open';
  readonly query: Query;
  readonly request: Request;
  /** The status of success. */
  readonly status: 200 | 201;
  readonly response: Response;
}

export type ResponseOf<E extends Endpoint> = output<E['response']>;
export type RequestOf<E extends Endpoint> = E['request'] extends ZodMiniType ? output<E['request']> : undefined;

interface EndpointDeclaration<Response, Request, Query> {
  readonly call: readonly [HttpMethod, string];
  readonly caller: Caller;
  readonly token: 'required' | 'open';
  readonly query?: Query;
  readonly request?: Request;
  readonly status?: 201;
  readonly response: Response;
}

/** Fills in what most endpoints leave out: no query, no request body, success is 200. */
// @__NO_SIDE_EFFECTS__
export function defineEndpoint<
  Response extends ZodMiniType,
  Request extends ZodMiniType | null = null,
  Query extends ZodMiniType | null = null,
>(declared: EndpointDeclaration<Response, Request, Query>): Endpoint<Response, Request, Query>;
export function defineEndpoint(declared: EndpointDeclaration<ZodMiniType, ZodMiniType, ZodMiniType>): Endpoint {
  const [method, path] = declared.call;
  const { caller, token, query = null, request = null, status = 200, response } = declared;
  return { method, path, caller, token, query, request, status, response };
}
