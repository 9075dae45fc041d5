import { agentEvidence } from './describe-agent.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { type MadeOffer, offersMade } from './offers.ts';

export const foreignOffer: FindingDefinition = {
  code: 'FL412',
  category: 'fleet',
  severity: 'error',
  title: 'Sweep offers an agent what is not its own',
  expectation: 'The sweep offers each agent its own instances only',
  meaning:
    'The agent is told to terminate an instance of another client or agent, and it looks at neither before it does: whoever polls first ends a machine of somebody else.',
  cause: 'The sweep chooses zombies by region alone, so every agent there hears of all of them, and nothing is claimed.',
  remedy:
    'Terminate the client’s own zombies with spotctl zombies --terminate, so that nothing is left to offer, and have the sweep ask for agent and client.',
  evidence: 'The agent that was told to terminate it, the instance, and whose it is.',
  related: ['FL419', 'FL423', 'FL427'],
  asks: ['offers', 'clients'],
  judge: (facts) =>
    offersMade(facts).flatMap((offer) => {
      const owner = ownerOf(offer, facts);
      if (owner === null) return [];
      const says = `is told to terminate ${offer.instanceId} of ${owner.name} (${offer.reason})`;
      return [agentEvidence({ facts, agent: offer.agent, says, remedy: owner.remedy })];
    }),
};

const OURS = { text: 'Terminate it here, so that nothing is left to offer.', command: 'spotctl zombies --terminate' } as const;
const THEIRS = {
  text: 'Switch auto-terminate off for this agent until the backend’s sweep asks for the client; never terminate it from here.',
  command: null,
} as const;

/** Whose it is, where that is known to be another: nobody's word is no proof. */
function ownerOf(offer: MadeOffer, facts: Facts) {
  if (facts.foreignIds?.has(offer.instanceId) === true) return { name: 'another client', remedy: THEIRS };
  const owner = agentIdOf(offer);
  if (owner === null || owner === offer.agent.id) return null;
  const other = facts.fleet.agents.find(({ id }) => id === owner);
  return { name: `agent ${other?.logicalAgentId ?? owner}`, remedy: OURS };
}

function agentIdOf({ instance }: MadeOffer): string | null {
  return instance?.row?.agentId ?? instance?.agent?.id ?? null;
}
