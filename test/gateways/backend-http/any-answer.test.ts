import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { decodeAnswer } from '../../../src/gateways/backend-http/decode-answer.ts';
import { requestUrl } from '../../../src/gateways/backend-http/request-url.ts';
import type { Backend } from '../../../src/ports/backend.ts';
import { endpoints } from '../../../src/wire/endpoints.ts';
import { backendAt, loopback } from './loopback.ts';

const reads: readonly ((backend: Backend) => Promise<unknown>)[] = [
  (backend) => backend.identify(),
  (backend) => backend.agents('client'),
  (backend) => backend.instances('client'),
  (backend) => backend.replicas('client'),
  (backend) => backend.switches('client'),
  (backend) => backend.attributedInstances(null),
  (backend) => backend.agentConfig('agent'),
  (backend) => backend.offers('agent'),
  (backend) => backend.schema(),
  (backend) => backend.probe('client', ['agent']),
  (backend) => backend.reportTermination('agent', { instanceId: 'i-0123456789abcdef0', terminatedAt: '2026-11-23T12:00:00Z' }),
];

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, 0, 1, '2025-11-26T10:00:00', '2025-02-30T10:00:00+05:30'),
);
const fields = [
  'id',
  'type',
  'region',
  'az',
  'mode',
  'poolId',
  'spotPrice',
  'onDemandPrice',
  'isActive',
  'instanceStatus',
  'isPrimary',
  'lastSwitch',
];

/** A row of a list as the backend gives it, with any value in any place. */
const row = fc.record(Object.fromEntries(fields.map((field) => [field, scalar])));

const text = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.array(row).map((rows) => JSON.stringify(rows)),
  fc.string().map((error) => JSON.stringify({ error })),
  fc.string(),
);

const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 409, 415, 418, 429, 500, 503);

const isExpected = (outcome: unknown): boolean => outcome === 'a value' || outcome instanceof SpotctlError;

it('makes a value or an error with a code of any answer to any call', () => {
  const anyCall = fc.record({ endpoint: fc.constantFrom(...Object.values(endpoints)), status, text, contentType: fc.string() });

  fc.assert(
    fc.property(anyCall, ({ endpoint, ...answered }) => {
      const call = { method: endpoint.method, path: endpoint.path, token: 'token' };
      let outcome: unknown = 'a value';

      try {
        decodeAnswer({ location: null, retryAfter: null, ...answered }, { call, schema: endpoint.response });
      } catch (error) {
        outcome = error;
      }

      expect(isExpected(outcome)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('makes a value of the domain or an error with a code of any answer that comes in', { timeout: 60_000 }, async () => {
  const current = { status: 200, text: '' };
  const { url } = await loopback((response) => {
    response.writeHead(current.status, { 'content-type': 'application/json' }).end(current.text);
  });
  const backend = backendAt(url);

  await fc.assert(
    fc.asyncProperty(fc.record({ status, text, read: fc.constantFrom(...reads) }), async ({ read, ...answered }) => {
      Object.assign(current, answered);

      const outcome: unknown = await read(backend).then(
        () => 'a value',
        (error: unknown) => error,
      );

      expect(isExpected(outcome)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('never calls another endpoint, whatever an id looks like', () => {
  const anyId = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '.', '..', '../../x', '\ud800', '%2e%2e', 'a?b#c'));

  fc.assert(
    fc.property(anyId, (clientId) => {
      const pathOrCode = pathFor(clientId);

      expect(pathOrCode).toMatch(/^(?:BACKEND_NOT_FOUND|\/base\/api\/client\/[^/?#]+\/agents)$/);
    }),
  );
});

function pathFor(clientId: string): string {
  try {
    return requestUrl(new URL('http://backend/base'), { path: '/api/client/{clientId}/agents', parameters: { clientId } }).pathname;
  } catch (error) {
    return error instanceof SpotctlError ? error.code : String(error);
  }
}
