import type { FindingDefinition } from './finding.ts';
import { schemaEvidence } from './schema-evidence.ts';

export const columnDiffers: FindingDefinition = {
  code: 'SC103',
  category: 'schema',
  severity: 'error',
  title: 'Column differs',
  expectation: 'Columns have the type, nullability and default the flow needs',
  meaning: 'A column is there but with another type, nullability or default, so values are refused or mean something else.',
  cause: 'The column was added by hand, or by another version of the migration.',
  remedy: 'Compare with spotctl schema status and alter the column by hand: spotctl changes no column that it did not add.',
  evidence: 'Expected and actual definition of the column, side by side.',
  related: ['SC102', 'SC104'],
  asks: ['schema'],
  judge: (facts) =>
    schemaEvidence(facts, {
      type: 'column',
      isWrong: (row) => row.kind === 'column' && row.state === 'differs',
      remedy: (row) => ({ text: `Alter the column by hand to: ${row.expected}.`, command: 'spotctl schema status' }),
    }),
};
