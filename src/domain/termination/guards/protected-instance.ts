import type { Guard } from '../guard.ts';

export const protectedInstance: Guard = {
  name: 'protected-instance',
  flag: '--unprotect',
  judge:
    ({ protection, options }) =>
    ({ id, action }) => {
      const seen = action === 'terminate' ? protection.get(id) : undefined;
      if (seen === undefined || !seen.ok || options.unprotect.has(id)) return null;
      const kinds = [seen.value.termination ? 'termination' : null, seen.value.stop ? 'stop' : null].filter((kind) => kind !== null);
      return kinds.length === 0 ? null : { reason: `${kinds.join(' and ')} protection is on`, liftedBy: `--unprotect ${id}` };
    },
};
