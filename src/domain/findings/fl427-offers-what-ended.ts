import { isStanding } from '../cloud-instance.ts';
import { isInstanceId } from '../instance.ts';
import { agentEvidence } from './describe-agent.ts';
import type { Facts } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { type MadeOffer, offersMade } from './offers.ts';

export const offersWhatEnded: FindingDefinition = {
  code: 'FL427',
  category: 'fleet',
  severity: 'warning',
  title: 'Sweep offers what has ended, or never was',
  expectation: 'The sweep offers only what can still be terminated',
  meaning:
    'The agent is told again and again to terminate an instance whose end was confirmed, or a placeholder that no machine ever had. Each poll costs a call to EC2 and an error, and what matters is lost among them.',
  cause: 'The sweep looks neither at termination_confirmed nor at whether the id is one of EC2.',
  remedy: 'Delete the replica’s row in the database, or let its status be failed: there is nothing left to terminate.',
  evidence: 'The offer and its reason beside the confirmation, or beside an id that EC2 never gave.',
  related: ['FL412', 'FL416', 'FL421'],
  asks: ['offers', 'database-rows', 'regions'],
  judge: (facts) =>
    offersMade(facts).flatMap((offer) => {
      const state = endedAs(offer, facts);
      if (state === null) return [];
      const says = `is told to terminate ${offer.instanceId} (${offer.reason}), ${state}`;
      const text = 'Delete the row of what has ended from replica_instances, or set its status to failed.';
      return [agentEvidence({ facts, agent: offer.agent, says, remedy: { text, command: null } })];
    }),
};

/** How it ended; `null` where it may still run, which makes the offer a good one. */
function endedAs({ instanceId, instance }: MadeOffer, facts: Facts): string | null {
  if (!isInstanceId(instanceId)) return 'a placeholder that no machine has';
  const isConfirmed =
    instance?.row?.terminationConfirmed === true ||
    facts.replicas.some((replica) => replica.instanceId === instanceId && replica.terminationConfirmed === true);
  if (!isConfirmed) return null;
  const cloud = instance?.cloud;
  if (cloud === undefined) return 'whose end was confirmed';
  return cloud.ok && (cloud.value === null || !isStanding(cloud.value.state)) ? 'whose end was confirmed' : null;
}
