import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import type { TerminationEvent } from './termination-event.ts';
import { targetErrorOf, type TerminationRun, updateRecord } from './termination-run.ts';
import { tryCall } from '../try-call.ts';

/**
 * What must happen before a termination: protection lifted from the named ids, persistent spot requests cancelled, since they
 * would launch a new instance. Returns the ids that are not to be sent, because that failed.
 */
export async function* prepareTargets(
  run: TerminationRun,
  { region, targets }: { readonly region: string; readonly targets: readonly PlannedTarget[] },
): AsyncGenerator<TerminationEvent, ReadonlySet<string>> {
  const unready = new Set<string>();
  for (const target of targets) {
    const isReady = (yield* cancelRequest(run, { region, target })) && (yield* unprotect(run, { region, target }));
    if (!isReady) unready.add(target.id);
  }
  return unready;
}

/** Whether something has to be done for it before it is terminated. */
export function needsPreparing({ input }: TerminationRun, { id, spotRequest, protection }: PlannedTarget): boolean {
  return spotRequest?.type === 'persistent' || (protection !== 'off' && input.options.unprotect.has(id));
}

interface Prepared {
  readonly region: string;
  readonly target: PlannedTarget;
}

async function* cancelRequest(run: TerminationRun, { region, target }: Prepared): AsyncGenerator<TerminationEvent, boolean> {
  const { id, spotRequest } = target;
  if (spotRequest?.type !== 'persistent') return true;
  const cloud = await run.ports.cloud();
  const cancelled = await tryCall(cloud.cancelSpotRequests(region, [spotRequest.id]));
  if (!cancelled.ok) return yield* fail(run, { id, error: cancelled.error });
  note(run, { id, done: `Its persistent spot request ${spotRequest.id} was cancelled before.` });
  yield { kind: 'request-cancelled', id, requestId: spotRequest.id };
  return true;
}

async function* unprotect(run: TerminationRun, { region, target }: Prepared): AsyncGenerator<TerminationEvent, boolean> {
  const { id, protection } = target;
  if (protection === 'off' || !run.input.options.unprotect.has(id)) return true;
  const cloud = await run.ports.cloud();
  const lifted = await tryCall(cloud.unprotect(region, id));
  if (!lifted.ok) return yield* fail(run, { id, error: lifted.error });
  note(run, { id, done: 'Its protection was lifted before.' });
  yield { kind: 'unprotected', id };
  return true;
}

function note(run: TerminationRun, { id, done }: { readonly id: string; readonly done: string }): void {
  updateRecord(run, { id, preparations: [...(run.records.get(id)?.preparations ?? []), done] });
}

async function* fail(
  run: TerminationRun,
  failure: { readonly id: string; readonly error: SpotctlError },
): AsyncGenerator<TerminationEvent, false> {
  const error = targetErrorOf(failure.error);
  const isThrottled = error.code === 'AWS_THROTTLED';
  updateRecord(run, { id: failure.id, progress: { step: isThrottled ? 'put-off' : 'failed', error } });
  yield { kind: isThrottled ? 'standing' : 'failed', id: failure.id, error };
  return false;
}
