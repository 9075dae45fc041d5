import { claimsPrimary } from '../instance.ts';
import { instanceEvidence } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';
import { type MadeOffer, offersMade } from './offers.ts';

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
    const serving = offersMade(facts).filter(isServing);
    const byInstance = Map.groupBy(serving, ({ instanceId }) => instanceId);
    return [...byInstance.values()].flatMap((offers) => {
      const instance = offers[0]?.instance ?? null;
      if (instance === null) return [];
      const heard = offers.map(({ agent, reason }) => `${agent.logicalAgentId} (${reason})`).join(', ');
      const remedy = {
        text: `Switch auto-terminate off for ${offers.map(({ agent }) => agent.logicalAgentId).join(', ')} at once; then correct the replica’s row in the database.`,
        command: null,
      };
      return [instanceEvidence({ facts, instance, note: `offered to ${heard}`, remedy })];
    });
  },
};

function isServing({ instance }: MadeOffer): boolean {
  return instance !== null && (instance.isPointedAt || (instance.row !== null && claimsPrimary(instance.row)));
}
