import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { callerOf } from '../../../src/gateways/backend-http/call-endpoint.ts';
import { decodeAnswer } from '../../../src/gateways/backend-http/decode-answer.ts';
import { sendOverHttp } from '../../../src/gateways/backend-http/send-over-http.ts';
import type { Endpoint } from '../../../src/wire/endpoint.ts';
import { endpoints } from '../../../src/wire/endpoints.ts';
import { expectedErrors } from './expected-errors.ts';
import { impatientClock, loopback, TOKEN } from './loopback.ts';

const folder = join(import.meta.dirname, '../../fixtures/captured');
const recording = z.object({
  request: z.object({ method: z.enum(['GET', 'POST', 'PUT', 'DELETE']), path: z.string(), body: z.unknown() }),
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
});
type Recording = z.output<typeof recording>;

function recordings(): readonly { readonly name: string; readonly recorded: Recording }[] {
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.json$/, ''),
    recorded: recording.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  }));
}

const isSuccess = ({ recorded }: { readonly recorded: Recording }): boolean => recorded.response.status < 300;

function schemaOf({ method, path }: Recording['request']): z.ZodMiniType {
  const { pathname } = new URL(path, 'http://backend');
  const known: readonly Endpoint[] = Object.values(endpoints);
  const endpoint = known.find((one) => one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
  return endpoint?.response ?? z.unknown();
}

/** Plays the recorded answer over a real connection to the client and returns what the client makes of it. */
async function replay({ request, response }: Recording): Promise<unknown> {
  const { url } = await loopback((reply) => {
    const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
    reply.writeHead(response.status, { 'content-type': response.headers['Content-Type'] ?? '' }).end(text);
  });
  const call = callerOf({
    base: new URL(url),
    token: TOKEN,
    timeoutMs: 5_000,
    clock: impatientClock,
    send: sendOverHttp(url, { maxAnswerBytes: 1_048_576, onSent: () => undefined, onArrived: () => undefined }),
    random: () => 0,
    onExchange: () => undefined,
  });
  const path = request.path.replace(/\?.*/, '');
  const { answer, identity } = await call({ method: request.method, path }, { body: request.body ?? undefined });
  return decodeAnswer(answer, { call: identity, schema: schemaOf(request) });
}

async function errorOf(recorded: Recording): Promise<SpotctlError> {
  const outcome: unknown = await replay(recorded).catch((error: unknown) => error);
  if (outcome instanceof SpotctlError) return outcome;
  throw new Error('The answer was taken for a success, or crashed the client.', { cause: outcome });
}

function summary({ code, details }: SpotctlError): string {
  return [code, details['errno'], details['sqlState'], details['column']].filter((part) => part !== undefined).join(' ');
}

describe('every recorded answer', () => {
  it('is replayed here', () => {
    const names = recordings();

    expect(names).toHaveLength(282);
    expect(names.flatMap((one) => (isSuccess(one) ? [] : [one.name])).toSorted()).toEqual(Object.keys(expectedErrors).toSorted());
  });

  it.each(recordings().filter(isSuccess))('is a value: $name', async ({ recorded }) => {
    const value = await replay(recorded);

    expect(recorded.response.body).toMatchObject(JSON.parse(JSON.stringify(value)));
  });

  it.each(recordings().filter((one) => !isSuccess(one)))(
    'is an error with a code, a cause and a hint: $name',
    async ({ name, recorded }) => {
      const error = await errorOf(recorded);

      expect(summary(error)).toBe(expectedErrors[name]);
      expect(error.cause).toEqual(expect.stringMatching(/./));
      expect(error.hint).toMatch(/./);
      expect(error.details).toMatchObject({ method: recorded.request.method, status: recorded.response.status });
    },
  );
});
