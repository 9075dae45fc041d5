import type { Agent } from '../agent.ts';
import { agentEvidence } from './describe-agent.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { Evidence, FindingDefinition } from './finding.ts';

export const sharedInstance: FindingDefinition = {
  code: 'FL423',
  category: 'fleet',
  severity: 'error',
  title: 'Instance claimed twice, or by another client',
  expectation: 'Every instance belongs to one agent of its own client',
  meaning:
    'Two agents name one instance, or an instance’s client is not its agent’s: what one of them switches or terminates belongs to the other.',
  cause: 'The backend checks neither client nor agent when an instance is registered or reported.',
  remedy: 'Register for each agent the instance that really serves for it.',
  evidence: 'The agents, the instance they name, and whose row it is.',
  related: ['FL408', 'FL412', 'FL426'],
  asks: ['rows', 'clients'],
  judge: (facts) => [...claimedTwice(facts), ...foreignClaims(facts), ...strangeOwners(facts)],
};

function claimedTwice(facts: Facts): readonly Evidence[] {
  return [...facts.agentsByInstance].flatMap(([instanceId, agents]) => {
    if (agents.length < 2) return [];
    const says = `instance_id of ${agents.map((agent) => agent.logicalAgentId).join(', ')}`;
    return [{ subject: { type: 'instance', id: instanceId }, backend: says, remedy: REMEDY }];
  });
}

/** The instance is not ours to judge, the agent that names it is. */
function foreignClaims(facts: Facts): readonly Evidence[] {
  return facts.fleet.agents
    .filter((agent) => agent.instanceId !== null && facts.foreignIds?.has(agent.instanceId) === true && agent.status !== 'deleted')
    .map((agent) => agentEvidence({ facts, agent, says: `instance_id ${agent.instanceId}, a row of another client`, remedy: REMEDY }));
}

function strangeOwners(facts: Facts): readonly Evidence[] {
  return facts.fleet.instances.flatMap((instance) => {
    const isStrange = instance.row?.clientId != null && isOfAnother(instance.agent, instance.row.clientId);
    return isStrange
      ? [instanceEvidence({ facts, instance, note: `its agent ${instance.agent?.logicalAgentId} is of another client`, remedy: REMEDY })]
      : [];
  });
}

function isOfAnother(agent: Agent | null, clientId: string): boolean {
  return agent !== null && agent.clientId !== null && agent.clientId !== clientId;
}

const REMEDY = {
  text: 'Register for each agent the instance that really serves for it; until then terminate neither.',
  command: null,
} as const;
