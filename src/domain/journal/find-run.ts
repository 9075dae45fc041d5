import { SpotctlError } from '../errors/spotctl-error.ts';
import type { JournalledRun } from './run-record.ts';

/** The run of that id, of the one id that begins so, or the newest for `last`. Throws `RUN_UNKNOWN` and `RUN_AMBIGUOUS`. */
export function findRun(runs: readonly JournalledRun[], named: string): JournalledRun {
  const beginning = named.toUpperCase();
  const found = named === 'last' ? runs.slice(-1) : runs.filter(({ runId }) => runId.startsWith(beginning));
  const [first, second] = found;
  if (first === undefined) throw new SpotctlError({ code: 'RUN_UNKNOWN', message: `The journal has no run ${named}.` });
  if (second !== undefined) throw new SpotctlError({ code: 'RUN_AMBIGUOUS', message: `${found.length} runs begin with ${named}.` });
  return first;
}
