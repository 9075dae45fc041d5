import type { Guard } from '../guard.ts';

export const neverThisMachine: Guard = {
  name: 'never-this-machine',
  flag: null,
  judge:
    ({ ownInstanceId }) =>
    ({ id }) =>
      id === ownInstanceId ? { reason: 'spotctl itself runs on it' } : null,
};
