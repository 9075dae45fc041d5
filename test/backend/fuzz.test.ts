import { type Arbitrary, assert, asyncProperty, constant, constantFrom, oneof, record } from 'fast-check';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { routes } from '../../src/backend/http/routes.ts';
import { ACME, ACME_TOKEN, ADMINISTRATOR, recordedFleet, ZOMBIE } from './support/recorded-fleet.ts';
import { type JsonSchema, spoiled, valuesOf } from './support/schema-values.ts';
import { seededBackend, type SeededBackend } from './support/seeded-backend.ts';

const CALLS_PER_OPERATION = 30;
/** What the fleet holds: without such words hardly any call would get past its first look-up. */
const KNOWN = [
  ACME,
  'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c',
  ZOMBIE,
  'i-029c1999a147722de',
  'i-0f75d6fccfb53a938',
  'i-0123456789abcdef0',
  '7e900000-0000-4000-8000-000000000001',
  '40000000-0000-4000-8000-000000000001',
  't3.medium.ap-south-1c',
  't3.medium',
  'ap-south-1',
  'ap-south-1c',
  'spot',
  'ready',
  'terminated',
  '2025-11-26T10:00:00Z',
  '2025-11-26T10:00:00.5+05:30',
  '10',
  'valueOf',
  '__proto__',
];

const media = z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })) });
const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']), schema: z.record(z.string(), z.unknown()) })),
  requestBody: z.optional(media),
  responses: z.record(z.string(), media),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

type Operation = z.output<typeof operation>;

interface Sent {
  readonly token: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

async function operationOf(
  { backend }: SeededBackend,
  { path, method }: { readonly path: string; readonly method: string },
): Promise<Operation> {
  const answer = await request(`${backend.url}/openapi.json`);
  const { paths } = document.parse(await answer.body.json());
  return operation.parse(paths[path]?.[method.toLowerCase()]);
}

function schemaIn({ content }: z.output<typeof media>): JsonSchema {
  return Object.values(content)[0]?.schema ?? {};
}

function callsOf({ parameters, requestBody }: Operation): Arbitrary<Sent> {
  const fields = parameters.map(({ name, schema }) => [name, valuesOf(schema, KNOWN)] as const);
  const body = requestBody === undefined ? constant(undefined) : valuesOf(schemaIn(requestBody), KNOWN);
  return record({
    token: oneof({ weight: 4, arbitrary: constantFrom(ACME_TOKEN, ADMINISTRATOR) }, { weight: 1, arbitrary: constantFrom(null, 'wrong') }),
    parameters: record(Object.fromEntries(fields)),
    body: requestBody === undefined ? body : oneof(body, spoiled(body)),
  });
}

interface Tried {
  readonly of: Operation;
  readonly path: string;
  readonly method: string;
  readonly sent: Sent;
}

/** Why an answer is none that the document promises; `null` for one that is. */
async function breach({ backend }: SeededBackend, tried: Tried): Promise<string | null> {
  const { of, method, sent } = tried;
  const target = targetOf(tried);
  const headers = { 'content-type': 'application/json', ...(sent.token === null ? {} : { authorization: `Bearer ${sent.token}` }) };
  const body = sent.body === undefined ? null : JSON.stringify(sent.body);
  const answer = await request(new URL(target, backend.url), { method, headers, body });
  const text = await answer.body.text();
  const promised = of.responses[String(answer.statusCode)];
  if (promised === undefined) return `${method} ${target} answered ${String(answer.statusCode)}: ${text}`;
  const isText = 'application/openmetrics-text' in promised.content;
  const parsed = z.fromJSONSchema(schemaIn(promised)).safeParse(isText ? text : JSON.parse(text));
  return parsed.success ? null : `${method} ${target} answered ${text}: ${z.prettifyError(parsed.error)}`;
}

function targetOf({ of, path, sent }: Tried): string {
  const query = new URLSearchParams();
  for (const { name } of of.parameters.filter((one) => one.in === 'query')) query.set(name, String(sent.parameters[name]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(sent.parameters[name])));
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

describe('whatever fits the document, or nearly, is answered as the document says', () => {
  test.each(routes.map(({ endpoint: { path, method } }) => ({ path, method })))('$method $path', async ({ path, method }) => {
    const backend = await seededBackend({ rows: recordedFleet() });
    const of = await operationOf(backend, { path, method });

    await assert(
      asyncProperty(callsOf(of), async (sent) => {
        expect(await breach(backend, { of, path, method, sent })).toBeNull();
      }),
      { numRuns: CALLS_PER_OPERATION },
    );
  });
});
