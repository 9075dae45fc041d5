import type { Agent } from '../agent.ts';
import { agentEvidence } from './describe-agent.ts';
import type { FindingDefinition } from './finding.ts';

export const waitNotPositive: FindingDefinition = {
  code: 'FL425',
  category: 'fleet',
  severity: 'warning',
  title: 'Wait that is none',
  expectation: 'Every agent’s wait is a positive number of seconds',
  meaning:
    'The agent’s terminate_wait_seconds is negative, 0 or NULL. A negative wait has a zombie terminated as soon as it is one; 0 and NULL count as 300 seconds, while the dashboard shows 30 minutes.',
  cause: 'The configuration of agents takes any number, and multiplies what it gets.',
  remedy: 'Set a wait of a minute or more in the agent’s configuration.',
  evidence: 'terminate_wait_seconds in the agent’s row, and what the sweep takes it for.',
  related: ['FL402', 'FL422'],
  asks: ['rows', 'database-rows'],
  judge: (facts) =>
    facts.fleet.agents
      .filter((agent) => facts.agentIds.database.has(agent.id) && isSurprising(agent))
      .map((agent) => {
        const { terminateWaitSeconds: seconds } = agent;
        const effect = (seconds ?? 0) < 0 ? 'its zombies are terminated at once' : 'it counts as 300 s and shows as 30 minutes';
        const says = `terminate_wait_seconds=${seconds ?? 'NULL'}: ${effect}`;
        return agentEvidence({
          facts,
          agent,
          says,
          remedy: { text: 'Set a wait of a minute or more in the agent’s configuration.', command: null },
        });
      }),
};

/** Where auto-terminate is off nothing is swept, whatever the wait. */
function isSurprising({ autoTerminateEnabled, status, terminateWaitSeconds }: Agent): boolean {
  return autoTerminateEnabled !== false && status !== 'deleted' && (terminateWaitSeconds ?? 0) <= 0;
}
