import type { Agent } from '../domain/agent.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { findAgent } from '../domain/find-agent.ts';
import type { Rows } from '../domain/rows/rows.ts';

/** The agent an operator named by UUID or logical id. Throws `AGENT_UNKNOWN` or `AGENT_AMBIGUOUS`. */
export function chooseAgent(agents: Rows<Agent>, name: string): Agent {
  const found = findAgent(agents, name);
  switch (found.found) {
    case 'one':
      return found.agent;
    case 'none':
      throw new SpotctlError({ code: 'AGENT_UNKNOWN', message: `No agent of this client is called ${name}.`, details: { agent: name } });
    case 'several':
      throw new SpotctlError({
        code: 'AGENT_AMBIGUOUS',
        message: `More than one agent has the logical id ${name}.`,
        hint: 'Name it with --agent and its UUID from `spotctl agents`.',
        details: { agent: name },
      });
    default:
      return found satisfies never;
  }
}
