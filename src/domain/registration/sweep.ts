import type { Instance } from '../instance.ts';

/** Whether the agent will ever be told to terminate a demoted instance; `unknown` where no source tells. */
export type Sweep = 'after-its-wait' | 'never' | 'unknown';

/** The sweep takes only zombies that are no longer active. */
export function sweepOf({ status, isActive }: Pick<Instance, 'status' | 'isActive'>): Sweep {
  if (status !== 'zombie') return 'never';
  if (isActive === null) return 'unknown';
  return isActive ? 'never' : 'after-its-wait';
}

/** What to expect before: today's registration makes a zombie of a running primary only, and leaves it as active as it is. */
export function sweepAfterDemotion({ status, isActive }: Pick<Instance, 'status' | 'isActive'>): Sweep {
  return sweepOf({ status: status === 'running_primary' ? 'zombie' : status, isActive });
}
