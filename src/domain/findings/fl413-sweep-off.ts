import { agentEvidence } from './describe-agent.ts';
import type { FindingDefinition } from './finding.ts';
import { terminateUnwanted } from './remedies.ts';
import { isBilledZombie } from './waits.ts';

export const sweepOff: FindingDefinition = {
  code: 'FL413',
  category: 'fleet',
  severity: 'warning',
  title: 'Zombies wait and auto-terminate is off',
  expectation: 'Agents with zombies have auto-terminate on',
  meaning: 'The agent’s zombies run and cost, and with auto-terminate off nobody will ever be told to end them.',
  cause: 'Auto-terminate was switched off, perhaps for an investigation, and the fleet went on switching.',
  remedy: 'Terminate them with spotctl zombies --terminate, or switch auto-terminate on again.',
  evidence: 'auto_terminate_enabled=0 at the agent, and the zombies that wait.',
  related: ['FL402'],
  asks: ['rows', 'regions', 'zombie-owners'],
  judge: (facts) => {
    const zombies = Map.groupBy(facts.survey.unwanted.filter(isBilledZombie), ({ agent }) => agent?.id ?? '');
    return facts.fleet.agents.flatMap((agent) => {
      const waiting = zombies.get(agent.id) ?? [];
      if (agent.autoTerminateEnabled !== false || agent.status === 'deleted' || waiting.length === 0) return [];
      return [
        agentEvidence({
          facts,
          agent,
          says: `auto-terminate is off; waiting: ${waiting.map(({ id }) => id).join(', ')}`,
          remedy: terminateUnwanted('Terminate what waits, or switch auto-terminate on again.'),
        }),
      ];
    });
  },
};
