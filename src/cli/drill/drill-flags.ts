import { Flags } from '@oclif/core';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { durationFlag, sourceFlags, writeFlags } from '../flags.ts';
import type { SettingFlags } from '../settings/settings.ts';

/** Flags of a drill; none of them names a target. */
export const drillFlags = {
  agent: Flags.string({ helpValue: 'AGENT', description: 'the agent to rehearse with, by UUID or logical id; by default the only one' }),
  pool: Flags.string({
    helpValue: 'POOL',
    description: 'switch to this pool, such as t3.medium.ap-south-1a; by default the one the primary is in',
  }),
  wait: durationFlag({
    description: 'hold the drill under this wait of the old instance, in whole minutes, and put the agent’s own back afterwards',
  }),
  'step-limit': durationFlag({ description: 'give each step this long in place of its own limit; the wait itself comes on top' }),
  'clean-up': Flags.boolean({
    exclusive: ['agent', 'pool', 'wait', 'step-limit'],
    description: 'put back what a drill that was cut off has left, and begin none',
  }),
  ...writeFlags,
  confirm: Flags.string({
    helpGroup: 'CONFIRMATION',
    helpValue: 'AGENT',
    description: 'do it without asking if it comes to this agent, by its logical id',
  }),
  ...sourceFlags,
};

/** Those flags as parsed. */
export interface DrillFlags extends SettingFlags {
  readonly agent?: string | undefined;
  readonly pool?: string | undefined;
  readonly wait?: number | undefined;
  readonly 'step-limit'?: number | undefined;
  readonly 'clean-up': boolean;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly confirm?: string | undefined;
}

/** Seconds of `--wait`; `null` where it is left out. Throws `USAGE` for what the backend cannot hold. */
export function wishedWaitOf({ wait }: Pick<DrillFlags, 'wait'>): number | null {
  if (wait === undefined) return null;
  if (wait > 0 && wait % 60_000 === 0) return wait / 1_000;
  throw new SpotctlError({
    code: 'USAGE',
    message: 'The backend holds the wait in whole minutes.',
    hint: 'Give --wait in minutes, such as --wait 1m.',
  });
}
