import type { Agent } from '../agent.ts';
import { type Facts, isRunning } from './facts.ts';
import type { Remedy } from './finding.ts';
import { shellWord } from './shell-word.ts';

/** The one way to end what nobody wants: guarded, confirmed, reported. */
export function terminateUnwanted(text: string): Remedy {
  return { text, command: 'spotctl zombies --terminate' };
}

export function registerCommand(instanceId: string, agent: Agent | null): string {
  const owner = agent === null ? '' : ` --agent ${shellWord(agent.logicalAgentId === '' ? agent.id : agent.logicalAgentId)}`;
  return `spotctl register-instance ${shellWord(instanceId)}${owner}`;
}

/** How an agent gets a primary: the running instance under its tags that has no row, if there is exactly one. */
export function giveItAPrimary(facts: Facts, agent: Agent): Remedy {
  const candidates = facts.survey.unregistered.filter(
    (instance) => instance.standing === 'unregistered' && instance.agent?.id === agent.id && isRunning(instance),
  );
  const [candidate] = candidates;
  if (candidate !== undefined && candidates.length === 1) {
    return { text: `Register ${candidate.id}, which runs under its tags, as its primary.`, command: registerCommand(candidate.id, agent) };
  }
  return { text: 'Start an instance that serves, or choose a running one, and register it: spotctl register-instance ID.', command: null };
}
