import { RowIndex } from '../rows/row-index.ts';
import { agentEvidence } from './describe-agent.ts';
import { describeCloud } from './describe-instance.ts';
import { primariesOf } from './facts.ts';
import type { FindingDefinition } from './finding.ts';
import { giveItAPrimary } from './remedies.ts';

export const noPrimary: FindingDefinition = {
  code: 'FL406',
  category: 'fleet',
  severity: 'error',
  title: 'Enabled agent without a primary',
  expectation: 'Every enabled agent has a primary',
  meaning: 'The backend knows no instance that serves for this agent: it switches nothing, prices nothing, and the service may be down.',
  cause: 'The primary was terminated or demoted and its replacement never registered, or a registration failed half way.',
  remedy: 'Register the instance that serves: spotctl register-instance.',
  evidence: 'The agent, and what became of the instance that it points at.',
  related: ['FL404', 'FL407', 'FL418'],
  asks: ['rows', 'attribution'],
  judge: (facts) => {
    if (!facts.areAllAttributed) return [];
    const lacking = facts.fleet.agents.filter(
      (agent) => agent.isEnabled === true && agent.status !== 'deleted' && primariesOf(facts, agent.id).length === 0,
    );
    if (lacking.length === 0) return [];
    const byId = new RowIndex(facts.fleet.instances, ({ id }) => id);
    return lacking.map((agent) => {
      const pointedAt = byId.find(agent.instanceId ?? '');
      const says = `no primary; instance_id ${agent.instanceId ?? 'none'}${pointedAt?.row == null ? '' : ` is ${pointedAt.row.status}`}`;
      const cloud = pointedAt === undefined ? null : describeCloud(pointedAt.cloud);
      return agentEvidence({
        facts,
        agent,
        says,
        aws: cloud === null ? null : `${agent.instanceId}: ${cloud}`,
        remedy: giveItAPrimary(facts, agent),
      });
    });
  },
};
