import type { Guard } from '../guard.ts';

export const neverThisMachine: Guard = {
  name: 'never-this-machine',
  flag: null,
  judge: ({ id }, { ownInstanceId }) => (id === ownInstanceId ? { reason: 'spotctl itself runs on it' } : null),
};
