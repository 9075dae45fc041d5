import type { Agent } from '../agent.ts';
import { findAgent } from '../find-agent.ts';
import type { Instance } from '../instance.ts';
import { taggedAgent } from '../tagged-agent.ts';

export type ChosenAgent =
  | { readonly chosen: true; readonly agent: Agent }
  | { readonly chosen: false; readonly code: 'AGENT_UNKNOWN' | 'AGENT_AMBIGUOUS'; readonly reason: string };

/** Which agent an instance is registered for: the one the operator named, else the one its tag names, else the one of its row. */
export function chooseRegistrationAgent(known: {
  readonly agents: readonly Agent[];
  /** UUID or logical id, as the operator gave it. */
  readonly named: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly row: Instance | null;
}): ChosenAgent {
  const { agents, row } = known;
  const tagged = taggedAgent(known.tags, agents);
  const name = known.named ?? tagged ?? row?.agentId ?? null;
  if (name === null) {
    return {
      chosen: false,
      code: 'AGENT_AMBIGUOUS',
      reason: 'The instance has no LogicalAgentId tag and no row, so nothing says which agent it belongs to.',
    };
  }
  const found = findAgent(agents, name);
  switch (found.found) {
    case 'one':
      return { chosen: true, agent: found.agent };
    case 'several':
      return { chosen: false, code: 'AGENT_AMBIGUOUS', reason: `More than one agent has the logical id ${name}.` };
    case 'none':
      return { chosen: false, code: 'AGENT_UNKNOWN', reason: unknownAgent(name, { isNamed: known.named !== null }) };
    default:
      return found satisfies never;
  }
}

function unknownAgent(name: string, { isNamed }: { readonly isNamed: boolean }): string {
  return isNamed
    ? `No agent of this client is called ${name}.`
    : `The instance belongs to agent ${name} by its tag, and this client has no such agent.`;
}
