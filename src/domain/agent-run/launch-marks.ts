import { type CloudInstance, FLEET_TAG, isStanding } from '../cloud-instance.ts';
import type { AgentIdentity } from './agent-identity.ts';
import type { SwitchOrder } from './switch-order.ts';

/** Names the command that an instance was launched for, so that a second attempt finds it. */
export const COMMAND_TAG = 'spotctl:command';

/** The tags of a replacement: those by which the fleet is known, and its command. */
export function launchTags(order: SwitchOrder, own: AgentIdentity): Readonly<Record<string, string>> {
  return {
    Name: `SpotOptimizer-${order.mode}`,
    [FLEET_TAG.managedBy]: FLEET_TAG.managedByValue,
    [FLEET_TAG.logicalAgentId]: own.logicalAgentId,
    [COMMAND_TAG]: order.commandId,
  };
}

/** The instance that an earlier attempt launched for the command, also where it has ended: EC2 answers the same request with it again. */
export function launchedFor(commandId: string, instances: readonly CloudInstance[]): CloudInstance | null {
  const launched = instances.filter(({ tags }) => tags[COMMAND_TAG] === commandId);
  return launched.find(({ state }) => isStanding(state)) ?? launched[0] ?? null;
}
