import type { FleetRows } from '../../fleet-snapshot.ts';
import { claimsPrimary } from '../../instance.ts';
import type { Seen } from '../../seen.ts';
import type { DrillRecord } from '../drill-record.ts';
import { cloudIn, type DrillSight, rowIn, servingIn } from '../drill-sight.ts';
import { blind, type DrillStep, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { bookProof, cloudProof } from '../proof.ts';

/** Both books have the replacement in service and the old instance out of it, and EC2 runs the replacement. */
export const promote: DrillStep = {
  id: 'promote',
  title: 'Replacement is the primary',
  // An agent waits five minutes for its replacement to run.
  limitSeconds: () => 420,
  judge,
  proof: (sight, { plan, replacementId }) => ({
    backend: bookProof(sight.backend, [replacementId, plan.old.id]),
    database: bookProof(sight.database, [replacementId, plan.old.id]),
    aws: cloudProof(sight, [replacementId, plan.old.id]),
  }),
  lookAt: ({ replacementId }) => [
    `The agent's log after "launched": EC2 keeps ${replacementId ?? 'the replacement'} pending, or the backend refuses the switch's report`,
    `spotctl instance ${replacementId ?? 'ID'}`,
    'spotctl doctor',
  ],
};

function judge(sight: DrillSight, record: DrillRecord): Judgement {
  const { backend, database, cloud } = sight;
  const { plan, replacementId } = record;
  if (!cloud.ok) return blind('EC2', cloud);
  if (!backend.ok) return blind('the backend', backend);
  const state = cloudIn(sight, replacementId)?.state ?? 'absent';
  if (state !== 'running') return pending(`${replacementId ?? 'the replacement'} is ${state} in EC2`);
  const gap = whatIsMissing(backend, record);
  if (gap !== null) return pending(`the backend: ${gap}`);
  if (!plan.hasDatabase) return PROVEN;
  if (!database.ok) return blind('the database', database);
  const gapInDatabase = whatIsMissing(database, record);
  return gapInDatabase === null ? PROVEN : pending(`the database: ${gapInDatabase}`);
}

function whatIsMissing(book: Seen<FleetRows>, { plan, replacementId }: DrillRecord): string | null {
  const row = rowIn(book, replacementId);
  if (row === null) return `no row of ${replacementId ?? 'the replacement'}`;
  if (row.status !== 'running_primary' || row.isPrimary !== true) return `${row.id} is ${row.status}, not the primary`;
  const serving = servingIn(book, plan.agent.id);
  if (serving !== replacementId) return `agent ${plan.agent.logicalAgentId} points at ${serving ?? 'no instance'}`;
  const old = rowIn(book, plan.old.id);
  return old !== null && claimsPrimary(old) ? `${old.id} still claims to be the primary` : null;
}
