import type { Agent } from '../agent.ts';
import { agentEvidence } from './describe-agent.ts';
import { brief } from './describe-instance.ts';
import { type Facts, isRunning, primariesOf } from './facts.ts';
import type { FindingDefinition } from './finding.ts';

/** After so long the backend itself calls an agent offline; it reports every half minute. */
const SILENCE_MS = 300_000;

export const agentSilent: FindingDefinition = {
  code: 'FL411',
  category: 'fleet',
  severity: 'warning',
  title: 'Agent silent while its primary runs',
  expectation: 'Agents whose primary runs report in',
  meaning: 'The primary runs, but its agent has not reported for minutes: it learns neither of switches nor of what to terminate.',
  cause: 'The agent’s process is down, its token is refused, or the machine cannot reach the backend.',
  remedy: 'Look at the agent’s service and log on the instance.',
  evidence: 'The agent’s status and its last heartbeat beside a primary that runs.',
  related: ['FL407', 'LG503'],
  asks: ['rows', 'attribution', 'regions'],
  judge: (facts) =>
    facts.fleet.agents
      .filter((agent) => isSilent(agent, facts) && hasRunningPrimary(agent, facts))
      .map((agent) =>
        agentEvidence({
          facts,
          agent,
          says: `${agent.status}, last heartbeat ${agent.lastHeartbeatAt === null ? 'never' : brief(agent.lastHeartbeatAt)}`,
          remedy: { text: 'Look at the agent’s service and its log on the instance.', command: null },
        }),
      ),
};

function isSilent(agent: Agent, facts: Facts): boolean {
  if (agent.isEnabled === false || agent.status === 'deleted') return false;
  const isLate = agent.lastHeartbeatAt !== null && facts.nowMs - Date.parse(agent.lastHeartbeatAt) > SILENCE_MS;
  return agent.status === 'offline' || isLate;
}

function hasRunningPrimary(agent: Agent, facts: Facts): boolean {
  return primariesOf(facts, agent.id).some(isRunning);
}
