import * as z from 'zod/mini';

import { clientToken } from '../../wire/admin-clients.ts';
import { errorResponse, tokenErrorResponse, validationErrorResponse } from '../../wire/errors.ts';
import { openApi } from '../../wire/operations.ts';
import { openRoute, type Route } from '../http/route.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Answers the OpenAPI 3.1 document of these routes and of itself, made once from the schemas that the routes themselves parse with. */
export function openApiRoute(served: readonly Route[]): Route {
  let description: Record<string, unknown> | null = null;
  const route: Route = openRoute(openApi, async () => (description ??= describeRoutes([...served, route])));
  return route;
}

function describeRoutes(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = (paths[route.endpoint.path] ??= {});
    path[route.endpoint.method.toLowerCase()] = describeOperation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'spotctl reference backend', version: '1' },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function describeOperation({ endpoint, access }: Route): Record<string, unknown> {
  const { request, response, status } = endpoint;
  const mediaType = endpoint.path === '/metrics' ? 'application/openmetrics-text' : 'application/json';
  return {
    description: access === 'anyone' ? 'Needs no token.' : `Needs a token: ${access === 'asker' ? 'the one it is about' : access}.`,
    security: access === 'anyone' ? [] : [{ token: [] }],
    parameters: [...pathParameters(endpoint.path), ...queryParameters(endpoint.query)],
    ...(request === null ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(request) } } } }),
    responses: {
      [String(status)]: { description: 'Done.', content: { [mediaType]: { schema: schemaOf(response) } } },
      ...refusals(endpoint, access),
    },
  };
}

const asJson = (description: string, schema: JsonSchema) => ({ description, content: { 'application/json': { schema } } });

function refusals({ request, query, path }: Route['endpoint'], access: Route['access']): Record<string, unknown> {
  const error = schemaOf(errorResponse);
  const tokenError = access === 'asker' ? schemaOf(tokenErrorResponse) : error;
  const names = path.includes('{') || request !== null;
  return {
    ...(request === null && query === null
      ? {}
      : { '400': asJson('The request does not fit; every problem is named.', { anyOf: [schemaOf(validationErrorResponse), error] }) }),
    ...(access === 'anyone'
      ? {}
      : { '401': asJson('No token, or an unknown one.', tokenError), '403': asJson('Not with this token.', tokenError) }),
    ...(names
      ? { '404': asJson('Nothing of that name belongs to the caller.', error), '409': asJson('Its state does not allow it.', error) }
      : {}),
    ...(path === clientToken.path ? { '410': asJson('Tokens are shown once, when they are made.', error) } : {}),
    '413': asJson('The body is too large.', error),
    '429': asJson('Too many unknown tokens from this address.', error),
    '5XX': { description: 'The database refused, or the backend has a defect.', content: { 'application/json': { schema: {} } } },
  };
}

function pathParameters(path: string): readonly JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters(query: z.ZodMiniType | null): readonly JsonSchema[] {
  if (query === null) return [];
  const { properties } = schemaOf(query);
  return Object.entries(Object(properties)).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

/** A schema that first turns nulls into nothing is described by what it parses then. */
function schemaOf(schema: z.core.$ZodType): JsonSchema {
  const described = schema instanceof z.ZodMiniPipe ? schema.def.out : schema;
  const { $schema: _, ...json } = z.toJSONSchema(described, { io: 'input', unrepresentable: 'any' });
  return json;
}
