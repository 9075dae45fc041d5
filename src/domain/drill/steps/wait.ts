import { isStanding } from '../../cloud-instance.ts';
import { waitOf } from '../drill-plan.ts';
import type { DrillRecord } from '../drill-record.ts';
import { cloudIn, type DrillSight, rowIn } from '../drill-sight.ts';
import { blind, type DrillStep, failed, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { proofOfOld } from '../proof.ts';

/** EC2 tells moments in whole seconds, and two clocks are never quite one. */
const TOLERANCE_MS = 2_000;
const LOOKS_AND_MARGIN_SECONDS = 60;

/** The old instance runs on until its wait is over: nothing ends it sooner. */
export const wait: DrillStep = {
  id: 'wait',
  title: 'Old instance kept for its wait',
  limitSeconds: (plan) => (waitOf(plan) ?? 0) + LOOKS_AND_MARGIN_SECONDS,
  judge,
  proof: proofOfOld,
  lookAt: ({ plan }) => [
    `Who ended ${plan.old.id}: CloudTrail's TerminateInstances, or spotctl journal list on the agent's machine`,
    `An agent that waits and then ends the old instance itself, before the backend can offer it, is of the old kind: docs/agent.md`,
    `spotctl instance ${plan.old.id}`,
  ],
};

function judge(sight: DrillSight, record: DrillRecord): Judgement {
  const { cloud } = sight;
  const { plan } = record;
  const seconds = waitOf(plan);
  if (seconds === null)
    return { verdict: 'unproven', because: 'the agent has no wait of its own, so no source tells how long the old instance is to be kept' };
  if (!cloud.ok) return blind('EC2', cloud);
  const old = cloudIn(sight, plan.old.id);
  const now = Date.parse(sight.at);
  const { from, to } = endOfWait(sight, { record, seconds });
  if (old !== null && isStanding(old.state)) return now >= to ? PROVEN : pending(`its wait of ${seconds} seconds is not over`);
  const endedAt = old?.transitionedAt == null ? now : Math.min(now, Date.parse(old.transitionedAt));
  if (endedAt >= from - TOLERANCE_MS) return PROVEN;
  return failed(`${plan.old.id} ended ${Math.ceil((from - endedAt) / 1_000)} seconds before its wait of ${seconds} seconds was over`);
}

/** Not before, and not after: the backend counts from its own moment, which lies between two looks. */
function endOfWait(sight: DrillSight, { record, seconds }: { readonly record: DrillRecord; readonly seconds: number }) {
  const replaced = Date.parse(record.replacedAt ?? sight.at);
  const booked = rowIn(sight.database, record.plan.old.id)?.zombieSince ?? record.lastServedAt;
  const since = booked === null ? replaced : Math.min(replaced, Date.parse(booked));
  return { from: since + seconds * 1_000, to: replaced + seconds * 1_000 };
}
