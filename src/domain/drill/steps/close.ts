import type { DrillRecord } from '../drill-record.ts';
import type { DrillSight } from '../drill-sight.ts';
import { blind, type DrillStep, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { unseen } from '../proof.ts';
import { commandText } from './issue.ts';

/** The command waits no more, so that no agent switches once again. */
export const close: DrillStep = {
  id: 'close',
  title: 'Command closed',
  limitSeconds: () => 60,
  judge,
  proof: (sight, record) => ({
    backend: sight.commands.ok ? commandText(sight, record) : unseen(sight.commands),
    database: null,
    aws: null,
  }),
  lookAt: ({ plan, commandId }) => [
    `The log of the agent of ${plan.agent.logicalAgentId}: it has reported the switch and not command ${commandId ?? ''}; an agent that never closes a command carries it out again and again`,
  ],
};

function judge({ commands }: DrillSight, { commandId }: DrillRecord): Judgement {
  if (!commands.ok) return blind("the agent's commands", commands);
  return commands.value.some(({ id }) => id === commandId) ? pending(`command ${commandId ?? ''} still waits`) : PROVEN;
}
