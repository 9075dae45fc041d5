import type { Agent } from './agent.ts';
import type { Rows } from './rows/rows.ts';

export type FoundAgent = { readonly found: 'one'; readonly agent: Agent } | { readonly found: 'none' | 'several' };

/** The agent of that UUID or logical id. The UUID wins; two agents of one logical id are never chosen between. */
export function findAgent(agents: Rows<Agent>, name: string): FoundAgent {
  const byId = agents.find(({ id }) => id === name.toLowerCase());
  if (byId !== undefined) return { found: 'one', agent: byId };
  const [first, ...others] = agents.filter(({ logicalAgentId }) => logicalAgentId === name);
  if (first === undefined) return { found: 'none' };
  return others.length === 0 ? { found: 'one', agent: first } : { found: 'several' };
}
