import type { FindingDefinition } from './finding.ts';
import { schemaEvidence } from './schema-evidence.ts';

export const tableMissing: FindingDefinition = {
  code: 'SC101',
  category: 'schema',
  severity: 'error',
  title: 'Table missing',
  expectation: 'Every table of the termination flow exists',
  meaning: 'A table that the termination flow reads or writes does not exist, so its endpoints answer 500 with error 1146.',
  cause: 'The database was never initialised, or the URL names another database.',
  remedy: 'Check that the database is the backend’s, then load the backend’s schema.sql.',
  evidence: 'The table that the report names, missing from information_schema; error 1146 in the backend’s log.',
  related: ['SC102', 'EP203'],
  asks: ['schema'],
  judge: (facts) =>
    schemaEvidence(facts, {
      type: 'table',
      isWrong: (row) => row.kind === 'table' && row.state === 'missing',
      remedy: () => ({ text: 'Check that this is the backend’s database, then load its schema.sql.', command: 'spotctl schema status' }),
    }),
};
