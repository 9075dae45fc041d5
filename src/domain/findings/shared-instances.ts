import type { Agent } from '../agent.ts';
import type { Facts } from './facts.ts';

/** True where another agent of the client names the same instance, or it is another client's. */
export function isNamedTwice(agent: Agent, facts: Facts): boolean {
  const { instanceId } = agent;
  if (instanceId === null) return false;
  return facts.foreignIds?.has(instanceId) === true || facts.agentsByInstance.all(instanceId).length > 1;
}
