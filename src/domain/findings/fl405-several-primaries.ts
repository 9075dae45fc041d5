import type { Agent } from '../agent.ts';
import type { FleetInstance } from '../reconciliation.ts';
import type { Rows } from '../rows/rows.ts';
import { agentEvidence } from './describe-agent.ts';
import { describeCloud } from './describe-instance.ts';
import { isRunning, primariesOf } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { registerCommand } from './remedies.ts';

export const severalPrimaries: FindingDefinition = {
  code: 'FL405',
  category: 'fleet',
  severity: 'error',
  title: 'More than one primary',
  expectation: 'No agent has more than one primary',
  meaning: 'Two instances claim to serve for one agent. Both run and cost, and none of them can become a zombie by itself.',
  cause: 'A replacement registered itself without the old one being demoted, or two registrations ran at once.',
  remedy: 'Register the one that serves again: it demotes the others.',
  evidence: 'The ids that claim to be the agent’s primary, and the one that the agent points at.',
  related: ['FL408', 'FL403'],
  asks: ['rows', 'attribution'],
  judge: (facts) =>
    facts.fleet.agents.flatMap((agent) => {
      const primaries = primariesOf(facts, agent.id);
      if (primaries.length < 2) return [];
      const keeper = choose(primaries, agent);
      return [
        agentEvidence({
          facts,
          agent,
          says: `primaries: ${primaries.map(({ id }) => id).join(', ')}; instance_id ${agent.instanceId ?? 'none'}`,
          aws: primaries.map(({ id, cloud }) => `${id} ${describeCloud(cloud) ?? 'not seen'}`).join('; '),
          remedy: {
            text: 'Register the one that serves again, which demotes the others; then terminate those.',
            command: keeper === null ? null : registerCommand(keeper.id, agent),
          },
        }),
      ];
    }),
};

/** The one to keep: the only one that runs, else the one the agent points at. `null` where that is for the operator to say. */
function choose(primaries: Rows<FleetInstance>, agent: Agent): FleetInstance | null {
  const running = primaries.filter(isRunning);
  if (running.length === 1) return running[0] ?? null;
  return running.find((instance) => instance.id === agent.instanceId) ?? null;
}
