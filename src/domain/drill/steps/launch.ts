import type { DrillRecord } from '../drill-record.ts';
import { cloudIn, type DrillSight } from '../drill-sight.ts';
import { blind, type DrillStep, failed, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { cloudProof, unseen } from '../proof.ts';
import { commandText } from './issue.ts';

/** EC2 shows what the agent launched for the command. */
export const launch: DrillStep = {
  id: 'launch',
  title: 'Replacement launched',
  limitSeconds: () => 120,
  judge,
  proof: (sight, record) => ({
    backend: sight.commands.ok ? commandText(sight, record) : unseen(sight.commands),
    database: null,
    aws: cloudProof(sight, [record.replacementId]),
  }),
  lookAt: ({ plan, commandId }) => [
    `Does an agent run for ${plan.agent.logicalAgentId}? It asks for commands every 15 seconds. On its machine: journalctl -u spotctl-agent`,
    `Its log names command ${commandId ?? ''}: "launched", "refused-command", or "failed" with EC2's reason (capacity, a quota, ec2:RunInstances, iam:PassRole)`,
    `Without one: spotctl agent run --instance ${plan.old.id} --region ${plan.region}`,
  ],
};

function judge(sight: DrillSight, { commandId, replacementId }: DrillRecord): Judgement {
  const { cloud, commands } = sight;
  if (!cloud.ok) return blind('EC2', cloud);
  if (replacementId !== null && cloudIn(sight, replacementId) !== null) return PROVEN;
  if (!commands.ok) return blind("the agent's commands", commands);
  if (commands.value.some(({ id }) => id === commandId)) return pending(`no agent has carried command ${commandId ?? ''} out`);
  return failed(`the agent closed command ${commandId ?? ''}, and EC2 shows nothing that was launched for it`);
}
