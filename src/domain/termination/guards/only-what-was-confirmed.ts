import type { Guard } from '../guard.ts';

export const onlyWhatWasConfirmed: Guard = {
  name: 'only-what-was-confirmed',
  flag: null,
  judge:
    ({ confirmed }) =>
    ({ id }) =>
      confirmed === null || confirmed.regions.has(id) ? null : { reason: 'it was not among what was shown and confirmed' },
};
