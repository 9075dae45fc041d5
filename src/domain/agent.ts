import type { PurchaseMode, Timestamp } from './instance.ts';

/** The daemon on a host, as the backend's API or its database tells it. Facts the source does not carry are `null`. */
export interface Agent {
  readonly id: string;
  readonly logicalAgentId: string;
  readonly clientId: string | null;
  readonly status: string;
  readonly isEnabled: boolean | null;
  readonly instanceId: string | null;
  readonly instanceType: string | null;
  readonly region: string | null;
  readonly az: string | null;
  readonly mode: PurchaseMode;
  readonly lastHeartbeatAt: Timestamp | null;
  readonly autoTerminateEnabled: boolean | null;
  readonly autoSwitchEnabled: boolean | null;
  /** Exact only from the database or the agent's own config: the client list rounds to minutes and hides 0. */
  readonly terminateWaitSeconds: number | null;
  readonly version: string | null;
}
