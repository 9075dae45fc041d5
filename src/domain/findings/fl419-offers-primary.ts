import type { Agent } from '../agent.ts';
import { claimsPrimary } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
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
    const byInstance = Map.groupBy([...heardOffers(facts), ...comingOffers(facts)], ({ instance }) => instance);
    return [...byInstance].map(([instance, offers]) => {
      const agents = offers.map(({ agent }) => agent.logicalAgentId).join(', ');
      const remedy = {
        text: `Switch auto-terminate off for ${agents} at once; then correct the replica’s row in the database.`,
        command: null,
      };
      return instanceEvidence({ facts, instance, note: offers.map(({ says }) => says).join(', '), remedy });
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
  const byId = new Map(facts.fleet.instances.map((instance) => [instance.id, instance]));
  return facts.fleet.agents
    .filter((agent) => facts.input.offers.get(agent.id)?.ok === false)
    .flatMap((agent) =>
      facts.replicas.flatMap((replica) => {
        const instance = byId.get(replica.instanceId);
        const isComing = replica.agentId === agent.id && replica.status === 'terminated' && instance !== undefined && isServing(instance);
        return isComing ? [{ agent, instance, says: `will be offered to ${agent.logicalAgentId} once the sweep answers` }] : [];
      }),
    );
}

function isServing(instance: FleetInstance): boolean {
  return instance.isPointedAt || (instance.row !== null && claimsPrimary(instance.row));
}
