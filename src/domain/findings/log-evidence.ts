import type { Evidence, Remedy } from './finding.ts';
import { type LogFacts, type LogSign, windowOf } from './log-facts.ts';

/** One evidence a file, in the log's own words. */
export function logEvidence(input: {
  readonly logs: LogFacts;
  readonly signs: readonly LogSign[];
  readonly remedy: Remedy;
}): readonly Evidence[] {
  return input.signs.map(({ path, count, line }) => ({
    subject: { type: 'log', id: path },
    backend: `${count} in ${windowOf(input.logs)}, last: ${line}`,
    remedy: input.remedy,
  }));
}
