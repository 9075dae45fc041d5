import type { PurchaseMode } from '../instance.ts';

/** What a registration tells the backend; every value is checked against the columns before anything is sent. */
export interface RegistrationRequest {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly region: string;
  readonly az: string;
  readonly mode: PurchaseMode;
  readonly poolId: string | null;
  readonly imageId: string | null;
  readonly isPrimary: boolean;
  /** USD per hour; `null` where unknown, and then left out. */
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
}
