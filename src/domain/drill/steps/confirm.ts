import type { DrillRecord } from '../drill-record.ts';
import { type DrillSight, rowIn } from '../drill-sight.ts';
import { blind, type DrillStep, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { proofOfOld } from '../proof.ts';

/** The backend has booked the end, and its database says termination_confirmed: no answer of the API tells that. */
export const confirm: DrillStep = {
  id: 'confirm',
  title: 'End confirmed',
  limitSeconds: () => 120,
  judge,
  proof: proofOfOld,
  lookAt: ({ plan }) => [
    `The agent's log: its termination report of ${plan.old.id} was refused or never sent; spotctl journal list on its machine tells which`,
    'spotctl schema status: without its columns the backend cannot confirm an end',
    'spotctl doctor',
  ],
};

function judge({ backend, database }: DrillSight, { plan }: DrillRecord): Judgement {
  if (!backend.ok) return blind('the backend', backend);
  const status = rowIn(backend, plan.old.id)?.status ?? 'in no list';
  if (status !== 'terminated') return pending(`${plan.old.id} is ${status} in the backend`);
  if (!plan.hasDatabase)
    return {
      verdict: 'unproven',
      because: 'the backend says terminated; termination_confirmed stands in the database alone, and none is configured',
    };
  if (!database.ok) return blind('the database', database);
  const row = rowIn(database, plan.old.id);
  if (row?.terminationConfirmed === true) return PROVEN;
  return pending(`the database: ${row === null ? `no row of ${plan.old.id}` : 'termination_confirmed is not set'}`);
}
