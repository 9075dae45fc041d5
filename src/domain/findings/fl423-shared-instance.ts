import type { Agent } from '../agent.ts';
import type { FleetInstance } from '../reconciliation.ts';
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
  judge: (facts) => [...claimedTwice(facts), ...foreignClaims(facts)],
  judgeEach: strangeOwner,
};

function claimedTwice(facts: Facts): readonly Evidence[] {
  const told = new Set<string>();
  return facts.fleet.agents.flatMap(({ instanceId, status }) => {
    const agents = instanceId === null || status === 'deleted' ? [] : facts.agentsByInstance.all(instanceId);
    if (instanceId === null || agents.length < 2 || told.has(instanceId)) return [];
    told.add(instanceId);
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

function strangeOwner(instance: FleetInstance, facts: Facts): Evidence | null {
  const isStrange = instance.row?.clientId != null && isOfAnother(instance.agent, instance.row.clientId);
  if (!isStrange) return null;
  return instanceEvidence({ facts, instance, note: `its agent ${instance.agent?.logicalAgentId} is of another client`, remedy: REMEDY });
}

function isOfAnother(agent: Agent | null, clientId: string): boolean {
  return agent !== null && agent.clientId !== null && agent.clientId !== clientId;
}

const REMEDY = {
  text: 'Register for each agent the instance that really serves for it; until then terminate neither.',
  command: null,
} as const;
