import { KEEP_TAG } from '../../cloud-instance.ts';
import { parseKeepUntil } from '../keep-until.ts';
import type { Guard } from '../guard.ts';

export const neverWhatIsKept: Guard = {
  name: 'never-what-is-kept',
  flag: null,
  judge:
    ({ now }) =>
    ({ cloud, action }) => {
      const tag = action === 'terminate' ? cloud?.tags[KEEP_TAG] : undefined;
      if (tag === undefined) return null;
      const until = parseKeepUntil(tag);
      if (until === null) return { reason: `its tag ${KEEP_TAG} has no date, so it is kept until the tag is removed` };
      return until > Date.parse(now) ? { reason: `its tag ${KEEP_TAG} keeps it until ${new Date(until).toISOString()}` } : null;
    },
};
