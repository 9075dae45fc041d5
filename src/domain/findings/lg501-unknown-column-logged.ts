import type { FindingDefinition } from './finding.ts';
import { logEvidence } from './log-evidence.ts';

export const unknownColumnLogged: FindingDefinition = {
  code: 'LG501',
  category: 'logs',
  severity: 'error',
  title: 'A log tells of an unknown column',
  expectation: 'No log tells of an unknown column',
  meaning: 'The backend asked its database for a column that is not there, and whatever it was doing failed with error 1054.',
  cause: 'A release of the backend was rolled out without its migration.',
  remedy:
    'Add what is missing: spotctl schema plan, then spotctl schema apply. Lines from before that stay in the window until it has passed.',
  evidence: 'The log, how often within the window, and the newest such line.',
  related: ['SC102', 'EP203'],
  asks: ['backend-log'],
  judge: ({ input: { logs } }) =>
    logs.ok
      ? logEvidence({
          logs: logs.value,
          signs: logs.value.unknownColumns,
          remedy: { text: 'See what is missing, and add it.', command: 'spotctl schema status' },
        })
      : [],
};
