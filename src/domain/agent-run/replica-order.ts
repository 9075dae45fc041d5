import { isInstanceId } from '../instance.ts';
import type { AgentIdentity } from './agent-identity.ts';

/** A replica in the backend's book, as its agent sees it. */
export interface AgentReplica {
  readonly id: string;
  /** A placeholder, no EC2 id, until the launched instance is put in. */
  readonly instanceId: string;
  readonly status: string;
  /** Each `null` where the backend no longer knows the pool. */
  readonly instanceType: string | null;
  readonly az: string | null;
}

/** A replica that can be launched. */
export interface ReplicaOrder {
  readonly replicaId: string;
  readonly region: string;
  readonly instanceType: string;
  readonly az: string;
}

/** Whether the backend waits for the replica's instance. */
export function isAskedFor({ status, instanceId }: AgentReplica): boolean {
  return status === 'launching' && !isInstanceId(instanceId);
}

/** Whether it was launched and could take over. */
export function canTakeOver({ status, instanceId }: AgentReplica): boolean {
  return (status === 'syncing' || status === 'ready') && isInstanceId(instanceId);
}

/** What is to be launched for a replica, or why nothing can be. */
export function readReplica(
  { id, instanceType, az }: AgentReplica,
  { region }: AgentIdentity,
): { readonly ok: true; readonly order: ReplicaOrder } | { readonly ok: false; readonly why: string } {
  if (instanceType === null || az === null) return { ok: false, why: 'the backend no longer knows its pool' };
  if (!az.startsWith(region)) return { ok: false, why: `its pool is in ${az}, outside this agent's region ${region}` };
  return { ok: true, order: { replicaId: id, region, instanceType, az } };
}
