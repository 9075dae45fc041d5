import type { Timestamp } from './instance.ts';

export type ReplicaStatus = 'launching' | 'syncing' | 'ready' | 'promoted' | 'terminated' | 'failed' | 'unknown';

/** A row of the backend's replica book. `instanceId` may be a placeholder that is no EC2 id. */
export interface Replica {
  readonly id: string;
  readonly agentId: string;
  readonly instanceId: string;
  readonly status: ReplicaStatus;
  readonly isActive: boolean | null;
  readonly region: string | null;
  readonly terminatedAt: Timestamp | null;
  readonly terminationAttemptedAt: Timestamp | null;
  readonly terminationConfirmed: boolean | null;
}
