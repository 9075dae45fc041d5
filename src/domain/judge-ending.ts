import type { Diagnosis } from './diagnosis.ts';
import type { ExitMeaning } from './errors/catalogue.ts';
import type { Severity } from './findings/finding.ts';

/** How a run ends with this diagnosis, when findings below `failOn` do not count. What could not be checked counts always. */
export function judgeEnding(diagnosis: Diagnosis, failOn: Exclude<Severity, 'info'>): ExitMeaning {
  const counting: readonly Severity[] = failOn === 'error' ? ['error'] : ['error', 'warning'];
  if (diagnosis.findings.some(({ severity }) => counting.includes(severity))) return 'problems';
  return diagnosis.checks.some(({ status }) => status === 'unknown') ? 'partial' : 'done';
}
