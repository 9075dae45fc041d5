import type { FindingDefinition } from './finding.ts';
import { schemaEvidence } from './schema-evidence.ts';

export const indexMissing: FindingDefinition = {
  code: 'SC104',
  category: 'schema',
  severity: 'warning',
  title: 'Index missing or different',
  expectation: 'Every index of the termination flow exists',
  meaning: 'Nothing breaks, but each agent’s poll reads whole tables, which slows the backend as the fleet grows.',
  cause: 'The migration that adds the termination columns was not applied, or stopped half way.',
  remedy: 'Add the missing indexes: spotctl schema plan, then spotctl schema apply.',
  evidence: 'The index, missing or with other columns; polls that grow slower as the fleet grows.',
  related: ['SC102', 'EP205'],
  asks: ['schema'],
  judge: (facts) =>
    schemaEvidence(facts, {
      type: 'index',
      isWrong: (row) => row.kind === 'index' && row.state !== 'ok',
      remedy: (row) =>
        row.state === 'missing'
          ? { text: 'Add what is missing; nothing else is changed.', command: 'spotctl schema apply' }
          : { text: `Rebuild the index by hand as: ${row.expected}.`, command: 'spotctl schema status' },
    }),
};
