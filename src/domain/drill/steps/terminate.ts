import type { DrillRecord } from '../drill-record.ts';
import { cloudIn, type DrillSight } from '../drill-sight.ts';
import { blind, type DrillStep, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { proofOfOld } from '../proof.ts';

/** EC2 has ended the old instance. It was seen before, so absence is its end. */
export const terminate: DrillStep = {
  id: 'terminate',
  title: 'Old instance ended in EC2',
  // A sweep a minute, what an end takes in EC2, and one more sweep for what went wrong in the first.
  limitSeconds: () => 480,
  judge,
  proof: proofOfOld,
  lookAt: ({ plan }) => [
    `spotctl zombies --agent ${plan.agent.logicalAgentId} -o json: notSweptBecause says why the sweep has not taken it`,
    `The agent's log: "offered", then "declined" with the guard that left ${plan.old.id} alone, or "failed"`,
    `To end it now: spotctl zombies --terminate --agent ${plan.agent.logicalAgentId}`,
  ],
};

function judge(sight: DrillSight, { plan }: DrillRecord): Judgement {
  const { cloud } = sight;
  if (!cloud.ok) return blind('EC2', cloud);
  const state = cloudIn(sight, plan.old.id)?.state ?? 'terminated';
  return state === 'terminated' ? PROVEN : pending(`${plan.old.id} is ${state} in EC2`);
}
