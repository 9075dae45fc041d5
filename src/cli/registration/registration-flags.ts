import { Flags } from '@oclif/core';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { RegistrationAllowances, RegistrationOverrides } from '../../domain/registration/registration-wish.ts';
import { writeFlags } from '../flags.ts';

const which = { helpGroup: 'WHICH' };
const fact = { helpGroup: 'FACT' };
const allowed = { helpGroup: 'ALLOWED' };
const price = Flags.custom<number>({ parse: async (text) => parsePrice(text), helpValue: 'USD' });

export const registrationFlags = {
  'from-file': Flags.string({
    ...which,
    helpValue: 'FILE',
    exclusive: ['discover'],
    description: 'those of a CSV file with a header, or of a JSON array; - for standard input',
  }),
  discover: Flags.boolean({ ...which, description: "what EC2 runs under the fleet's tags and the backend does not know" }),
  agent: Flags.string({ helpValue: 'AGENT', description: 'its agent, by UUID or logical id; by default the one its tag names' }),
  replica: Flags.boolean({ description: 'as a replica; nothing is demoted' }),
  'instance-type': Flags.string({ ...fact, helpValue: 'TYPE', description: 'by default from EC2' }),
  az: Flags.string({ ...fact, helpValue: 'ZONE', description: 'by default from EC2' }),
  mode: Flags.option({ ...fact, options: ['spot', 'ondemand'] as const, description: 'by default from EC2' })(),
  'pool-id': Flags.string({ ...fact, helpValue: 'ID', description: 'by default TYPE.ZONE for spot, none for on-demand' }),
  'image-id': Flags.string({ ...fact, helpValue: 'ID', description: 'by default from EC2' }),
  'spot-price': price({ ...fact, description: "per hour; by default the newest of EC2's history" }),
  'on-demand-price': price({
    ...fact,
    description:
      "per hour; by default what the client's rows of the type and region say, then AWS's price list where it may be read, else left out",
  }),
  revive: Flags.boolean({
    ...allowed,
    description: 'also an instance that the backend has as terminated; the plan tells what that does to its row',
  }),
  'allow-disabled-agent': Flags.boolean({ ...allowed, description: 'also for an agent that is switched off' }),
  'allow-other-region': Flags.boolean({ ...allowed, description: 'also outside the region that the backend has of the agent' }),
  'terminate-demoted': Flags.boolean({
    description: 'once it is verified, terminate in EC2 what it demoted, and report it: the plan, guards and wait of zombies --terminate',
  }),
  ...writeFlags,
  confirm: Flags.string({
    helpGroup: 'CONFIRMATION',
    helpValue: 'COUNT',
    description: 'do it without asking if exactly COUNT instances are to be registered',
  }),
};

/** Those flags as parsed. */
export interface RegistrationFlags {
  readonly 'from-file'?: string | undefined;
  readonly discover: boolean;
  readonly agent?: string | undefined;
  readonly replica: boolean;
  readonly 'instance-type'?: string | undefined;
  readonly az?: string | undefined;
  readonly mode?: 'spot' | 'ondemand' | undefined;
  readonly 'pool-id'?: string | undefined;
  readonly 'image-id'?: string | undefined;
  readonly 'spot-price'?: number | undefined;
  readonly 'on-demand-price'?: number | undefined;
  readonly revive: boolean;
  readonly 'allow-disabled-agent': boolean;
  readonly 'allow-other-region': boolean;
  readonly 'terminate-demoted': boolean;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly confirm?: string | undefined;
}

export function registrationAllowances(flags: RegistrationFlags): RegistrationAllowances {
  return { revive: flags.revive, disabledAgent: flags['allow-disabled-agent'], otherRegion: flags['allow-other-region'] };
}

export function registrationOverrides(flags: RegistrationFlags): RegistrationOverrides {
  return {
    instanceType: flags['instance-type'] ?? null,
    az: flags.az ?? null,
    mode: flags.mode ?? null,
    poolId: flags['pool-id'] ?? null,
    imageId: flags['image-id'] ?? null,
    spotPriceUsdPerHour: flags['spot-price'] ?? null,
    onDemandPriceUsdPerHour: flags['on-demand-price'] ?? null,
  };
}

/** Throws `USAGE` where facts of one instance are given for several. */
export function refuseFactsOfOne(flags: RegistrationFlags, many: string): void {
  const given = (['instance-type', 'az', 'mode', 'pool-id', 'image-id', 'spot-price', 'on-demand-price'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (given === undefined) return;
  throw new SpotctlError({
    code: 'USAGE',
    message: `--${given} is a fact of one instance, and ${many}.`,
    hint: 'Register that one by itself, or give each its own in a file: --from-file FILE.',
  });
}

function parsePrice(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new SpotctlError({ code: 'USAGE', message: `"${text}" is not a price.`, hint: 'Write USD per hour like 0.0416.' });
}
