import { Flags } from '@oclif/core';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { PlanRegistrationInput } from '../usecases/plan-registration.ts';

const fact = { helpGroup: 'FACT' };
const price = Flags.custom<number>({ parse: async (text) => parsePrice(text), helpValue: 'USD' });

/** Facts that win over what EC2 says. */
export const registrationFlags = {
  'instance-type': Flags.string({ ...fact, helpValue: 'TYPE', description: 'by default from EC2' }),
  az: Flags.string({ ...fact, helpValue: 'ZONE', description: 'by default from EC2' }),
  mode: Flags.option({ ...fact, options: ['spot', 'ondemand'] as const, description: 'by default from EC2' })(),
  'pool-id': Flags.string({ ...fact, helpValue: 'ID', description: 'by default TYPE.ZONE for spot, none for on-demand' }),
  'image-id': Flags.string({ ...fact, helpValue: 'ID', description: 'by default from EC2' }),
  'spot-price': price({ ...fact, description: "per hour; by default the newest of EC2's history" }),
  'on-demand-price': price({ ...fact, description: 'per hour; by default what the backend knows of the type and region' }),
};

interface RegistrationFlags {
  readonly 'instance-type'?: string | undefined;
  readonly az?: string | undefined;
  readonly mode?: 'spot' | 'ondemand' | undefined;
  readonly 'pool-id'?: string | undefined;
  readonly 'image-id'?: string | undefined;
  readonly 'spot-price'?: number | undefined;
  readonly 'on-demand-price'?: number | undefined;
}

export function registrationOverrides(flags: RegistrationFlags): PlanRegistrationInput['overrides'] {
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

function parsePrice(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new SpotctlError({ code: 'USAGE', message: `"${text}" is not a price.`, hint: 'Write USD per hour like 0.0416.' });
}
