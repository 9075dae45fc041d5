import type { FindingDefinition } from './finding.ts';
import { logEvidence } from './log-evidence.ts';

export const sweepFailuresLogged: FindingDefinition = {
  code: 'LG502',
  category: 'logs',
  severity: 'warning',
  title: 'A log tells of a sweep that failed',
  expectation: 'No log tells of a sweep that failed',
  meaning: 'The backend answered 5xx to an agent that asked what to terminate, so that agent did nothing.',
  cause: 'A missing column, an exhausted connection pool, or a database that was down.',
  remedy: 'Look whether the endpoint answers now (EP203); a failure that has passed leaves only its lines.',
  evidence: 'The log, how often within the window, and the newest such line.',
  related: ['EP203', 'SC102'],
  asks: ['backend-log'],
  judge: ({ input: { logs } }) =>
    logs.ok
      ? logEvidence({
          logs: logs.value,
          signs: logs.value.failedSweeps,
          remedy: { text: 'See whether the endpoint answers now.', command: 'spotctl doctor --only endpoints' },
        })
      : [],
};
