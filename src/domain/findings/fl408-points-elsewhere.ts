import type { Agent } from '../agent.ts';
import { isInstanceId } from '../instance.ts';
import { agentEvidence } from './describe-agent.ts';
import { type Facts, primariesOf } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { registerCommand } from './remedies.ts';
import { isNamedTwice } from './shared-instances.ts';

export const pointsElsewhere: FindingDefinition = {
  code: 'FL408',
  category: 'fleet',
  severity: 'error',
  title: 'Agent’s instance_id is not its primary',
  expectation: 'Every agent points at its primary',
  meaning: 'The agent’s instance_id names another instance than its primary, so switches and terminations work on the wrong machine.',
  cause: 'A heartbeat of a replaced instance repointed the agent, or a switch was reported half.',
  remedy: 'Register the primary again, which repoints the agent.',
  evidence: 'The agent’s instance_id beside the id of its primary.',
  related: ['FL405', 'FL421', 'FL423'],
  asks: ['rows', 'attribution', 'clients'],
  judge: (facts) =>
    facts.fleet.agents.flatMap((agent) => {
      const primaries = primariesOf(facts, agent.id);
      const [primary] = primaries;
      if (primary === undefined || agent.status === 'deleted' || isAnotherTrouble(agent, facts)) return [];
      if (primaries.some((instance) => instance.id === agent.instanceId)) return [];
      return [
        agentEvidence({
          facts,
          agent,
          says: `instance_id ${agent.instanceId ?? 'none'}, primary ${primary.id}`,
          remedy: { text: `Register ${primary.id} again, which repoints the agent.`, command: registerCommand(primary.id, agent) },
        }),
      ];
    }),
};

/** A placeholder, or an instance that is, or may be, somebody else's: findings of their own. */
function isAnotherTrouble(agent: Agent, facts: Facts): boolean {
  const { instanceId } = agent;
  if (instanceId === null) return false;
  if (!isInstanceId(instanceId) || isNamedTwice(agent, facts)) return true;
  return facts.foreignIds === null && !facts.rowIds.has(instanceId);
}
