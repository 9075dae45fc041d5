import { type CloudInstance, FLEET_TAG, isStanding } from '../cloud-instance.ts';
import type { AgentIdentity } from './agent-identity.ts';
import type { ReplicaOrder } from './replica-order.ts';
import type { SwitchOrder } from './switch-order.ts';

/** Names the command that an instance was launched for, so that a second attempt finds it. */
export const COMMAND_TAG = 'spotctl:command';

/** The same for a replica. */
export const REPLICA_TAG = 'spotctl:replica';

/** Whether a tag marks the launch that an instance came from: nothing that is launched like it may carry it on. */
export function isLaunchMark(key: string): boolean {
  return key === COMMAND_TAG || key === REPLICA_TAG;
}

/** The tags of a replacement: those by which the fleet is known, and its command. */
export function launchTags(order: SwitchOrder, own: AgentIdentity): Readonly<Record<string, string>> {
  return {
    Name: `SpotOptimizer-${order.mode}`,
    [FLEET_TAG.managedBy]: FLEET_TAG.managedByValue,
    [FLEET_TAG.logicalAgentId]: own.logicalAgentId,
    [COMMAND_TAG]: order.commandId,
  };
}

/** The tags of a replica: those by which the fleet is known, and the replica's id. */
export function replicaTags({ replicaId, instanceType }: ReplicaOrder, own: AgentIdentity): Readonly<Record<string, string>> {
  return {
    Name: `SpotOptimizer-Replica-${instanceType}`,
    [FLEET_TAG.managedBy]: FLEET_TAG.managedByValue,
    [FLEET_TAG.logicalAgentId]: own.logicalAgentId,
    [REPLICA_TAG]: replicaId,
  };
}

export interface LaunchMark {
  readonly tag: typeof COMMAND_TAG | typeof REPLICA_TAG;
  readonly value: string;
}

/** The instance that an earlier attempt launched for the mark, also where it has ended: EC2 answers the same request with it again. */
export function launchedFor({ tag, value }: LaunchMark, instances: readonly CloudInstance[]): CloudInstance | null {
  const launched = instances.filter(({ tags }) => tags[tag] === value);
  return launched.find(({ state }) => isStanding(state)) ?? launched[0] ?? null;
}
