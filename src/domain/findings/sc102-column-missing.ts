import type { FindingDefinition } from './finding.ts';
import { schemaEvidence } from './schema-evidence.ts';

export const columnMissing: FindingDefinition = {
  code: 'SC102',
  category: 'schema',
  severity: 'error',
  title: 'Column missing',
  expectation: 'Every column of the termination flow exists',
  meaning:
    'The backend queries a column that the database does not have. The endpoints named answer 500 with error 1054, so agents are never told what to terminate while health stays green.',
  cause: 'A release of the backend was rolled out without its migration, or the migration failed: it does not run on MySQL as shipped.',
  remedy: 'Add the missing columns: spotctl schema plan, then spotctl schema apply. The backend needs no restart.',
  evidence: 'The column, and the endpoints that break without it; error 1054 with its name in an answer or in the backend’s log.',
  related: ['EP203', 'EP209', 'LG501'],
  asks: ['schema'],
  judge: (facts) =>
    schemaEvidence(facts, {
      type: 'column',
      isWrong: (row) => row.kind === 'column' && row.state === 'missing',
      remedy: () => ({ text: 'Add what is missing; nothing else is changed.', command: 'spotctl schema apply' }),
    }),
};
