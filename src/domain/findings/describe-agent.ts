import type { Agent } from '../agent.ts';
import type { Facts } from './facts.ts';
import type { Evidence, Remedy } from './finding.ts';

/** The evidence for one agent, put in the mouth of each source of rows that was seen to have it. */
export function agentEvidence(input: {
  readonly facts: Facts;
  readonly agent: Agent;
  readonly says: string;
  readonly aws?: string | null;
  readonly remedy: Remedy;
}): Evidence {
  const { backend, database } = input.facts.agentIds;
  const { agent, says } = input;
  return {
    subject: { type: 'agent', id: agent.id },
    backend: backend.has(agent.id) ? `${agent.logicalAgentId}: ${says}` : null,
    database: database.has(agent.id) ? `${agent.logicalAgentId}: ${says}` : null,
    aws: input.aws ?? null,
    remedy: input.remedy,
  };
}
