import type { Agent } from '../agent.ts';
import { claimsPrimary } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { RowIndex } from '../rows/row-index.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { offersMade } from './offers.ts';

export const offersPrimary: FindingDefinition = {
  code: 'FL419',
  category: 'fleet',
  severity: 'error',
  title: 'Sweep offers the machine that serves',
  expectation: 'The sweep never offers a primary',
  meaning:
    'An agent is told to terminate an instance that is a primary or that an agent points at. The agent does not check: the next poll may end the service.',
  cause:
    'A promoted replica keeps its row; once that row is deleted or marked as terminated, the sweep offers its instance, which now serves.',
  remedy: 'Switch auto-terminate off for the agent at once; then correct the replica’s row in the database.',
  evidence: 'The offer, its reason, and the row or the agent that says the instance serves.',
  related: ['FL412', 'FL427'],
  asks: ['offers', 'rows'],
  judge: (facts) => {
    const byInstance = Map.groupBy([...heardOffers(facts), ...comingOffers(facts)], ({ instance }) => instance.id);
    return [...byInstance.values()].flatMap((offers) => {
      const [first] = offers;
      if (first === undefined) return [];
      const agents = offers.map(({ agent }) => agent.logicalAgentId).join(', ');
      const remedy = {
        text: `Switch auto-terminate off for ${agents} at once; then correct the replica’s row in the database.`,
        command: null,
      };
      return instanceEvidence({ facts, instance: first.instance, note: offers.map(({ says }) => says).join(', '), remedy });
    });
  },
};

interface DangerousOffer {
  readonly agent: Agent;
  readonly instance: FleetInstance;
  readonly says: string;
}

function heardOffers(facts: Facts): readonly DangerousOffer[] {
  return offersMade(facts).flatMap(({ agent, instance, reason }) =>
    instance !== null && isServing(instance) ? [{ agent, instance, says: `offered to ${agent.logicalAgentId} (${reason})` }] : [],
  );
}

/** A sweep that fails offers nothing; repaired, it will begin with what the book of replicas calls terminated. */
function comingOffers(facts: Facts): readonly DangerousOffer[] {
  const unheard = facts.fleet.agents.filter((agent) => facts.input.offers.get(agent.id)?.ok === false);
  if (unheard.length === 0) return [];
  const instances = new RowIndex(facts.fleet.instances, ({ id }) => id);
  const ended = new RowIndex(facts.replicas, ({ agentId, status }) => (status === 'terminated' ? agentId : null));
  return unheard.flatMap((agent) =>
    ended.all(agent.id).flatMap((replica) => {
      const instance = instances.find(replica.instanceId);
      const isComing = instance !== undefined && isServing(instance);
      return isComing ? [{ agent, instance, says: `will be offered to ${agent.logicalAgentId} once the sweep answers` }] : [];
    }),
  );
}

function isServing(instance: FleetInstance): boolean {
  return instance.isPointedAt || (instance.row !== null && claimsPrimary(instance.row));
}
