import type { PurchaseMode } from '../instance.ts';

/** Whom an agent speaks for: the instance it manages, under the name that outlives it. */
export interface AgentIdentity {
  readonly logicalAgentId: string;
  readonly instanceId: string;
  readonly region: string;
  readonly az: string;
  readonly instanceType: string;
  readonly mode: PurchaseMode;
  readonly imageId: string | null;
  /** Known of the machine it runs on alone. */
  readonly privateIp: string | null;
  readonly publicIp: string | null;
  readonly hostname: string;
  readonly version: string;
}

/** Of an instance on which nobody asked. */
export const NO_ADDRESSES = { privateIp: null, publicIp: null } as const;
