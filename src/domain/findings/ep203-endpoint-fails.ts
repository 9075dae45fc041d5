import type { EndpointProbe } from './diagnosis-input.ts';
import type { Evidence, FindingDefinition, Remedy } from './finding.ts';
import { FAILED_CODES } from './source-codes.ts';

const UNKNOWN_COLUMN = /Unknown column '(?:[^'.]+\.)?([^'.]+)'/;

export const endpointFails: FindingDefinition = {
  code: 'EP203',
  category: 'endpoints',
  severity: 'error',
  title: 'Endpoint answers 5xx',
  expectation: 'The endpoints that agents depend on answer',
  meaning: 'An endpoint that agents depend on fails, so agents go on without its answer: they log a warning and do nothing.',
  cause: 'Often a missing column (error 1054, the column is named), an exhausted connection pool, or a database that is down.',
  remedy: 'Where a column is named, spotctl schema apply adds it; else look at the backend’s log.',
  asks: ['endpoints'],
  judge: ({ input: { fleet, endpoints } }) => {
    const failed = endpoints.filter((probe) => probe.outcome === 'failed').map(evidenceOf);
    if (failed.length > 0 || endpoints.length > 0) return failed;
    const seen = fleet.client.ok ? fleet.backend : fleet.client;
    if (seen.ok || !FAILED_CODES.has(seen.code)) return [];
    return [{ subject: { type: 'source', id: 'backend' }, backend: seen.why, remedy: remedyFor(seen.why) }];
  },
};

function evidenceOf(probe: EndpointProbe): Evidence {
  const backend = [probe.status, probe.detail].filter((word) => word !== null).join(': ');
  return { subject: { type: 'endpoint', id: probe.name }, backend, remedy: remedyFor(probe.detail) };
}

function remedyFor(detail: string | null): Remedy {
  const column = UNKNOWN_COLUMN.exec(detail ?? '')?.[1];
  return column === undefined
    ? { text: 'Look at the backend’s log for this call.', command: null }
    : { text: `The database lacks the column ${column}: add it.`, command: 'spotctl schema apply' };
}
