import type { FindingDefinition } from './finding.ts';
import { schemaEvidence } from './schema-evidence.ts';

export const collationsDiffer: FindingDefinition = {
  code: 'SC105',
  category: 'schema',
  severity: 'warning',
  title: 'Collations differ',
  expectation: 'Text columns that queries compare have one collation',
  meaning: 'Two text columns that the backend’s queries compare have different collations, so those queries fail with error 1267.',
  cause: 'A table was converted or restored under another default collation.',
  remedy: 'Convert the table to the collation of the others in a maintenance window: the conversion copies the table.',
  evidence: 'Both collations of the compared columns; error 1267 from the lists of replicas.',
  related: ['EP203'],
  asks: ['schema'],
  judge: (facts) =>
    schemaEvidence(facts, {
      type: 'column',
      isWrong: (row) => row.kind === 'collation',
      remedy: (row) => ({
        text: `Convert the table ${row.table} by hand, so that the column has: ${row.expected}.`,
        command: 'spotctl schema status',
      }),
    }),
};
