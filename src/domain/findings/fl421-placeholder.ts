import { isInstanceId } from '../instance.ts';
import type { Replica } from '../replica.ts';
import { agentEvidence } from './describe-agent.ts';
import type { Facts } from './facts.ts';
import type { Evidence, FindingDefinition } from './finding.ts';
import { giveItAPrimary } from './remedies.ts';

export const placeholder: FindingDefinition = {
  code: 'FL421',
  category: 'fleet',
  severity: 'error',
  title: 'Placeholder where an EC2 id belongs',
  expectation: 'Agents and live replicas name real EC2 ids',
  meaning:
    'An agent or a live replica names a placeholder such as replica-7e900000, which no machine has: what was promoted never existed.',
  cause: 'A replica was promoted, or moved on, before its instance was launched and reported.',
  remedy: 'Register the instance that really serves.',
  evidence: 'The agent or the replica, and the placeholder it names.',
  related: ['FL408', 'FL427'],
  asks: ['rows', 'database-rows'],
  judge: (facts) => [...agentsAt(facts), ...facts.replicas.filter(isLivePlaceholder).map((replica) => replicaEvidence(replica, facts))],
};

function agentsAt(facts: Facts): readonly Evidence[] {
  return facts.fleet.agents
    .filter((agent) => agent.instanceId !== null && !isInstanceId(agent.instanceId) && agent.status !== 'deleted')
    .map((agent) => agentEvidence({ facts, agent, says: `instance_id ${agent.instanceId}`, remedy: giveItAPrimary(facts, agent) }));
}

/** While it launches a replica has only its placeholder, and a cancelled one keeps it for good: both are the backend's way. */
function isLivePlaceholder(replica: Replica): boolean {
  const isLive = replica.status === 'syncing' || replica.status === 'ready' || replica.status === 'promoted';
  return isLive && replica.isActive !== false && !isInstanceId(replica.instanceId);
}

function replicaEvidence(replica: Replica, facts: Facts): Evidence {
  const says = `replica ${replica.id} ${replica.status}: instance_id ${replica.instanceId}`;
  const isFromDatabase = facts.input.fleet.database.ok && facts.input.fleet.database.value.replicas.some(({ id }) => id === replica.id);
  return {
    subject: { type: 'instance', id: replica.instanceId },
    backend: isFromDatabase ? null : says,
    database: isFromDatabase ? says : null,
    remedy: { text: 'Terminate the replica in the dashboard and create it anew.', command: null },
  };
}
