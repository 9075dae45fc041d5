import type { DrillRecord } from '../drill-record.ts';
import type { DrillSight } from '../drill-sight.ts';
import { blind, type DrillStep, failed, type Judgement, PROVEN } from '../drill-step.ts';
import { cloudProof, unseen } from '../proof.ts';

/** The backend holds the switch for the agent. */
export const issue: DrillStep = {
  id: 'issue',
  title: 'Switch issued',
  limitSeconds: () => 30,
  judge,
  proof: (sight, record) => ({
    backend: sight.commands.ok ? commandText(sight, record) : unseen(sight.commands),
    database: null,
    aws: cloudProof(sight, [record.replacementId]),
  }),
  lookAt: ({ plan }) => [
    `The log of the agent of ${plan.agent.logicalAgentId}: a command that it cannot carry out is closed with the reason ("refused-command")`,
    'spotctl doctor',
  ],
};

function judge({ commands }: DrillSight, { commandId, replacementId }: DrillRecord): Judgement {
  if (!commands.ok) return blind("the agent's commands", commands);
  if (commands.value.some(({ id }) => id === commandId) || replacementId !== null) return PROVEN;
  return failed(`command ${commandId ?? ''} does not wait for the agent, and nothing was launched for it`);
}

/** Whether the command still waits. */
export function commandText({ commands }: DrillSight, { commandId }: DrillRecord): string {
  const waits = commands.ok && commands.value.some(({ id }) => id === commandId);
  return `command ${commandId ?? ''} ${waits ? 'waits' : 'is closed'}`;
}
