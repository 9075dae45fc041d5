import { Flags } from '@oclif/core';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { WorldName } from '../../sandbox/worlds/world.ts';

const WORLDS = ['incident', 'healthy', 'fleet'] as const;

/** What every sandbox can be told. */
export const sandboxFlags = {
  world: Flags.custom<WorldName>({ parse: async (text) => await parseWorld(text), helpValue: 'NAME' })({
    default: 'incident',
    description: 'the fleet it starts with: incident, healthy, fleet, or the code of a finding for the healthy one with that defect',
  }),
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
  readonly world: WorldName;
  readonly size: number;
  readonly 'shutting-down-seconds': number;
}

/** Throws `USAGE`, naming the worlds there are. */
async function parseWorld(text: string): Promise<WorldName> {
  const named = WORLDS.find((name) => name === text);
  if (named !== undefined) return named;
  const { defects, isDefectCode } = await import('../../sandbox/worlds/defects.ts');
  const code = text.toUpperCase();
  if (isDefectCode(code)) return code;
  throw new SpotctlError({
    code: 'USAGE',
    message: `There is no world "${text}".`,
    hint: `There are: ${[...WORLDS, ...Object.keys(defects)].join(', ')}.`,
  });
}
