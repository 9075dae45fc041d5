import { Flags } from '@oclif/core';

const WORLDS = ['incident', 'healthy', 'fleet'] as const;

/** What every sandbox can be told. */
export const sandboxFlags = {
  world: Flags.option({
    options: WORLDS,
    default: 'incident' as const,
    helpValue: 'NAME',
    description: 'the fleet it starts with: incident, healthy or fleet',
  })(),
  size: Flags.integer({ default: 1000, min: 1, max: 100_000, helpValue: 'N', description: 'about how many instances the fleet world has' }),
  'shutting-down-seconds': Flags.integer({
    default: 3,
    min: 0,
    max: 3600,
    helpValue: 'S',
    description: 'how long an instance is shutting down before it is terminated',
  }),
};

export interface SandboxFlags {
  readonly world: (typeof WORLDS)[number];
  readonly size: number;
  readonly 'shutting-down-seconds': number;
}
