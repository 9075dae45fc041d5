import { batchTargets } from './batch-targets.ts';
import type { PlannedTarget } from './termination-plan.ts';

/** Ids that one describe may name. */
const IDS_A_DESCRIBE = 100;
/** Two attributes read, and both lifted. */
const CALLS_TO_UNPROTECT = 4;

/** The most calls to EC2 that a run which nothing disturbs makes after its plan. */
export interface CallBound {
  /** Until everything is sent, and once more for the spot requests of what is gone. */
  readonly toTerminate: number;
  /** Each time it looks whether they have gone: after 1, 3 and 7 seconds, then every 5. */
  readonly eachLook: number;
}

/** Retries of what was throttled or failed are not among them. */
export function countCalls(targets: readonly PlannedTarget[]): CallBound {
  const doomed = targets.filter(({ action }) => action === 'terminate');
  const batches = batchTargets(targets);
  const preparing = batches.filter((batch) => batch.targets.some(isPrepared)).length;
  const requests = doomed.filter(({ spotRequest }) => spotRequest?.type === 'persistent').length;
  const shielded = doomed.filter(({ protection }) => protection !== 'off').length;
  const atRisk = targets.filter(({ spotRequest }) => spotRequest !== null && spotRequest.type !== 'one-time');
  return {
    toTerminate: 2 * batches.length + preparing + requests + CALLS_TO_UNPROTECT * shielded + portionsOf(atRisk),
    eachLook: portionsOf(targets),
  };
}

/** Whether something may have to be done before it is sent: after that it is looked at once more. */
function isPrepared({ action, spotRequest, protection }: PlannedTarget): boolean {
  return action === 'terminate' && (spotRequest?.type === 'persistent' || protection !== 'off');
}

function portionsOf(targets: readonly PlannedTarget[]): number {
  return [...Map.groupBy(targets, ({ region }) => region).values()].reduce(
    (calls, inRegion) => calls + Math.ceil(inRegion.length / IDS_A_DESCRIBE),
    0,
  );
}
