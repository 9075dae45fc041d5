import { expect, test } from 'vitest';

import type { EndpointProbe } from '../../../src/domain/findings/diagnosis-input.ts';
import { type EndpointUse, endpointUse } from '../../../src/domain/schema/endpoint-use.ts';
import { notAsked, type Seen } from '../../../src/domain/seen.ts';

function answered(outcome: EndpointProbe['outcome'], detail: string | null = null): Seen<EndpointProbe> {
  const asked = { name: 'instances-to-terminate', method: 'GET', path: '/api/agents/a/instances-to-terminate', durationMs: 1 } as const;
  return { ok: true, value: { ...asked, outcome, status: null, detail, errorCode: null } };
}

interface Case {
  readonly what: string;
  readonly endpoint: Seen<EndpointProbe>;
  readonly use: EndpointUse;
}

const cases: readonly Case[] = [
  { what: 'an answer means that the columns are used', endpoint: answered('ok'), use: 'used' },
  {
    what: 'a missing column means that they are not',
    endpoint: answered('failed', "1054 (42S22): Unknown column 'i.termination_attempted_at'"),
    use: 'unused',
  },
  {
    what: 'a missing table means that they are not',
    endpoint: answered('failed', "1146 (42S02): Table 'replica_instances' doesn't exist"),
    use: 'unused',
  },
  { what: 'a backend without the endpoint does not use them', endpoint: answered('absent'), use: 'unused' },
  {
    what: 'a failure for another reason leaves it open',
    endpoint: answered('failed', '1205 (HY000): Lock wait timeout exceeded'),
    use: 'unknown',
  },
  { what: 'a failure without a reason leaves it open', endpoint: answered('failed'), use: 'unknown' },
  { what: 'a refused token leaves it open', endpoint: answered('denied'), use: 'unknown' },
  {
    what: 'a backend that cannot be reached leaves it open',
    endpoint: { ok: false, why: 'refused', code: 'BACKEND_REFUSED' },
    use: 'unknown',
  },
  { what: 'no backend was asked where none is configured', endpoint: notAsked('no backend is configured'), use: 'unasked' },
];

test.each(cases)('$what', ({ endpoint, use }) => {
  expect(endpointUse(endpoint)).toBe(use);
});
