import type { CloudInstance } from '../../cloud-instance.ts';
import { isBilled } from '../../cost.ts';
import type { Guard } from '../guard.ts';

const MOST_AT_ONCE = 25;

/** Over the limit none is terminated: which of them are meant is not spotctl's to choose. */
export const tooManyAtOnce: Guard = {
  name: 'too-many-at-once',
  flag: '--max-count',
  judge: ({ fleet, options, remaining }) => {
    const doomed = remaining.filter((candidate) => candidate.action === 'terminate');
    const reason = overLimit({
      count: doomed.length,
      maxCount: options.maxCount,
      doomed: countRunning(doomed.map(({ cloud }) => cloud)),
      running: countRunning(fleet.instances.map(({ cloud }) => (cloud.ok ? cloud.value : null))),
    });
    const objection = reason === null ? null : { reason, liftedBy: `--max-count ${doomed.length}` };
    return ({ action }) => (action === 'terminate' ? objection : null);
  },
};

function overLimit(counts: {
  readonly count: number;
  readonly maxCount: number | null;
  readonly doomed: number;
  readonly running: number;
}): string | null {
  const { count, maxCount, doomed, running } = counts;
  if (maxCount !== null) return count > maxCount ? `${count} would be terminated, and --max-count allows ${maxCount}` : null;
  if (count > MOST_AT_ONCE) return `${count} would be terminated, and more than ${MOST_AT_ONCE} at once need a limit of their own`;
  const isMoreThanHalf = doomed * 2 > running;
  return isMoreThanHalf ? `${doomed} of the client's ${running} running instances would be terminated, which is more than half` : null;
}

function countRunning(clouds: readonly (CloudInstance | null)[]): number {
  return clouds.filter((cloud) => cloud !== null && isBilled(cloud)).length;
}
