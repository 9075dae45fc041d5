import { agentEvidence } from './describe-agent.ts';
import { brief } from './describe-instance.ts';
import type { FindingDefinition } from './finding.ts';

export const untimedSwitches: FindingDefinition = {
  code: 'FL428',
  category: 'fleet',
  severity: 'warning',
  title: 'Switches booked without their times',
  expectation: 'Switches are booked with their times and prices',
  meaning:
    'The backend booked switches of the last seven days without the moment they began: it did not find the agent’s times and prices under the names it looks for. Downtime and savings are empty or 0, and an old instance that was terminated is booked as a zombie.',
  cause: 'Agent and backend name the fields of a switch report differently.',
  remedy: 'Bring agent and backend to versions that agree; the savings shown for these switches mean nothing.',
  evidence: 'Rows of switches with initiated_at NULL, how many and the newest of them.',
  related: ['FL402', 'FL409'],
  asks: ['switches'],
  judge: (facts) => {
    const { untimedSwitches: seen } = facts.input;
    const byAgent = new Map(seen.ok ? seen.value.map((switches) => [switches.agentId, switches]) : []);
    return facts.fleet.agents.flatMap((agent) => {
      const switches = byAgent.get(agent.id);
      if (switches === undefined) return [];
      const newest = switches.newestAt === null ? '' : `, the last ${brief(switches.newestAt)}`;
      const says = `${switches.count} ${switches.count === 1 ? 'switch' : 'switches'} without initiated_at in 7 days${newest}`;
      const text = 'Bring agent and backend to versions that agree on the fields of a switch report.';
      return [agentEvidence({ facts, agent, says, remedy: { text, command: null } })];
    });
  },
};
