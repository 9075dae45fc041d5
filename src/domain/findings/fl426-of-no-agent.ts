import { isInstanceId } from '../instance.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { isPrimary } from '../survey-fleet.ts';
import { instanceEvidence } from './describe-instance.ts';
import { type Facts, isRunning } from './facts.ts';
import type { FindingDefinition, Remedy } from './finding.ts';
import { registerCommand } from './remedies.ts';

export const ofNoAgent: FindingDefinition = {
  code: 'FL426',
  category: 'fleet',
  severity: 'error',
  title: 'Row of no agent of its client',
  expectation: 'Every row names an agent of its own client',
  meaning:
    'A primary’s row names no agent, or a row names an agent that the client does not have. The next registration does not demote it, so that the agent ends with two primaries, and no switch finds it.',
  cause: 'A replica was promoted before its instance was reported, or another client’s agent registered the instance as its own.',
  remedy: 'Register the instance for the agent it serves: spotctl register-instance.',
  evidence: 'agent_id in the instance’s row: NULL, or an id that none of the client’s agents has.',
  related: ['FL405', 'FL421', 'FL423'],
  asks: ['rows', 'database-rows'],
  judgeEach: (instance, facts) => {
    const words = strayWords(instance, facts);
    return words === null ? null : instanceEvidence({ facts, instance, note: words, remedy: remedyFor(instance) });
  },
};

/** Only the database tells the agent of every row, and has the agents that were deleted. */
function strayWords(instance: FleetInstance, facts: Facts): string | null {
  const { database } = instance;
  if (database === null || database.status === 'terminated') return null;
  if (database.agentId === null) return isPrimary(instance) ? 'agent_id is NULL' : null;
  return facts.agentIds.database.has(database.agentId) ? null : `agent_id ${database.agentId} is no agent of this client`;
}

/** Where an agent points at the machine, or its tag names one, that is whom it serves; another client's word is not overruled. */
function remedyFor(instance: FleetInstance): Remedy {
  const { agent, database, id } = instance;
  if (database?.agentId === null && agent !== null && isRunning(instance) && isInstanceId(id)) {
    return { text: 'Register it for the agent it serves, which writes the agent into its row.', command: registerCommand(id, agent) };
  }
  return { text: 'Find out whom it serves, and register it for that agent; until then terminate it for none.', command: null };
}
