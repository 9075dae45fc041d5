import type { PurchaseMode } from '../instance.ts';

/** Facts the operator gave, which win over what EC2 says. */
export interface RegistrationOverrides {
  readonly instanceType: string | null;
  readonly az: string | null;
  readonly mode: Exclude<PurchaseMode, 'unknown'> | null;
  readonly poolId: string | null;
  readonly imageId: string | null;
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
}

/** One instance that the operator wants registered. */
export interface RegistrationWish {
  readonly instanceId: string;
  /** Where it runs; `null` to look in every region of the fleet. */
  readonly region: string | null;
  /** UUID or logical id; `null` to take the agent that the instance's tag names. */
  readonly agent: string | null;
  readonly isPrimary: boolean;
  readonly overrides: RegistrationOverrides;
}

/** What the operator allowed beyond the ordinary: one flag each. */
export interface RegistrationAllowances {
  /** A row that the backend has as terminated. */
  readonly revive: boolean;
  readonly disabledAgent: boolean;
  /** An instance outside the region in which the backend has its agent. */
  readonly otherRegion: boolean;
}

export const NO_OVERRIDES: RegistrationOverrides = {
  instanceType: null,
  az: null,
  mode: null,
  poolId: null,
  imageId: null,
  spotPriceUsdPerHour: null,
  onDemandPriceUsdPerHour: null,
};
