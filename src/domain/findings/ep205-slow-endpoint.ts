import type { FindingDefinition } from './finding.ts';

/** Agents give up after 30 s, dashboards much earlier. */
const SLOW_MS = 3_000;

export const slowEndpoint: FindingDefinition = {
  code: 'EP205',
  category: 'endpoints',
  severity: 'warning',
  title: 'Endpoint is slow',
  expectation: 'The endpoints answer within 3 seconds',
  meaning: 'An endpoint answers late. Agents wait 30 seconds and then go on without an answer; what is slow now fails under more load.',
  cause: 'A missing index, a small connection pool, or a machine or database that is short of power.',
  remedy: 'Look at the checks of the schema’s indexes first, then at the load of backend and database.',
  evidence: 'How long the endpoint took.',
  related: ['SC104', 'EP203'],
  asks: ['endpoints'],
  judge: ({ input: { endpoints } }) =>
    endpoints
      .filter(({ durationMs, outcome }) => durationMs > SLOW_MS && outcome !== 'skipped' && outcome !== 'unreachable')
      .map(({ name, durationMs }) => ({
        subject: { type: 'endpoint', id: name },
        backend: `answered after ${(durationMs / 1_000).toFixed(1)} s`,
        remedy: { text: 'Look at the indexes, then at the load of backend and database.', command: 'spotctl schema status' },
      })),
};
