import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

import { type EndpointName, endpoints } from '../../src/wire/endpoints.ts';
import { errorResponse, tokenErrorResponse, validationErrorResponse } from '../../src/wire/errors.ts';
import { unhealthyResponse } from '../../src/wire/health.ts';

const folder = join(import.meta.dirname, '../fixtures/captured');
const captured = z.object({
  request: z.object({ method: z.string(), path: z.string(), body: z.unknown() }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});

const answers = readdirSync(folder).map((file) => ({
  file,
  ...captured.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
}));

function endpointNames(): EndpointName[] {
  return Object.keys(endpoints).filter((name): name is EndpointName => name in endpoints);
}

function endpointOf(method: string, target: string) {
  const path = new URL(target, 'http://backend').pathname;
  const name = endpointNames().find((candidate) => {
    const endpoint = endpoints[candidate];
    const pattern = new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return endpoint.method === method && pattern.test(path);
  });
  return name === undefined ? undefined : endpoints[name];
}

describe('the contract against recorded answers', () => {
  const successes = answers.filter(({ response }) => response.status < 300);

  it.each(successes)('describes the answer $file', ({ request, response }) => {
    const endpoint = endpointOf(request.method, request.path);

    const parsed = endpoint?.response.safeParse(response.body);

    expect(endpoint?.status).toBe(response.status);
    expect(parsed?.error?.issues ?? []).toEqual([]);
    expect(parsed?.success).toBe(true);
  });

  it.each(successes.filter(({ request }) => request.body !== null))('describes the request of $file', ({ request }) => {
    const schema = endpointOf(request.method, request.path)?.request ?? null;

    expect(schema === null ? [] : (schema.safeParse(request.body).error?.issues ?? [])).toEqual([]);
  });

  it.each([
    { refusals: 'every refusal of a handler', schema: errorResponse, pattern: /./ },
    {
      refusals: 'what validation refuses',
      schema: validationErrorResponse,
      pattern: /^(?:force-switch\.400|register\.400-(?:public|unknown|val))/,
    },
    { refusals: 'a token that is refused by name', schema: tokenErrorResponse, pattern: /^(?:db-down\.)?client-validate/ },
    { refusals: 'a backend that is not healthy', schema: unhealthyResponse, pattern: /^db-down\.health/ },
  ])('describes $refusals', ({ schema, pattern }) => {
    const refusals = answers.filter(
      ({ file, response }) => pattern.test(file) && response.status >= 400 && typeof response.body === 'object',
    );

    const strangers = refusals.filter(({ response }) => !schema.safeParse(response.body).success);

    expect(refusals.length).toBeGreaterThan(0);
    expect(strangers.map(({ file }) => file)).toEqual([]);
  });

  it('has a recorded success for every endpoint that can succeed', () => {
    const neverRecorded = endpointNames().filter(
      (name) => !successes.some(({ request }) => endpointOf(request.method, request.path) === endpoints[name]),
    );

    expect(neverRecorded).toEqual([
      'databaseSchema',
      'issueSwitchCommand',
      'reportRebalance',
      'reportTerminationNotice',
      'createEmergencyReplica',
      'reportAgentEnd',
      'agentsHealthSummary',
    ]);
  });
});
