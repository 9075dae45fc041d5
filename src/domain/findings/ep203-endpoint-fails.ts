import type { EndpointProbe } from './diagnosis-input.ts';
import type { Evidence, FindingDefinition, Remedy } from './finding.ts';
import { failsAsShipped, isOfMigration, unknownColumnIn } from './shipped-failures.ts';
import { FAILED_CODES } from './source-codes.ts';

export const endpointFails: FindingDefinition = {
  code: 'EP203',
  category: 'endpoints',
  severity: 'error',
  title: 'Endpoint answers 5xx',
  expectation: 'The endpoints that agents depend on answer',
  meaning: 'An endpoint that agents depend on fails, so agents go on without its answer: they log a warning and do nothing.',
  cause: 'Often a missing column (error 1054, the column is named), an exhausted connection pool, or a database that is down.',
  remedy: 'Where a column of the migration is named, spotctl schema apply adds it; else look at the backend’s log.',
  evidence: 'The endpoint, its status and the backend’s own words; a column it calls unknown.',
  related: ['SC102', 'EP209', 'LG502'],
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

/** The migration is blamed for its own columns alone. */
function remedyFor(detail: string | null): Remedy {
  const text = detail ?? '';
  if (failsAsShipped(text)) {
    return { text: 'The backend fails here on its schema as shipped, and no migration mends it: tell its developers.', command: null };
  }
  const column = unknownColumnIn(text);
  if (column === null) return { text: 'Look at the backend’s log for this call.', command: null };
  return isOfMigration(column)
    ? { text: `The database lacks the column ${column}: add it.`, command: 'spotctl schema apply' }
    : { text: `No migration adds the column ${column}: see whether this is the backend’s database.`, command: 'spotctl schema status' };
}
