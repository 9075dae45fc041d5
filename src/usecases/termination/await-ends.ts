import type { CloudInstance } from '../../domain/cloud-instance.ts';
import { endedAt } from '../../domain/termination/ended-at.ts';
import { isOfCredentials } from './attempt.ts';
import { deliverReports } from './deliver-reports.ts';
import { describeInstances } from './describe-instances.ts';
import { pauseRun } from './pause-run.ts';
import type { TerminationEvent } from './termination-event.ts';
import { nowOf, recordsIn, targetErrorOf, type TerminationRun, updateRecord } from './termination-run.ts';

const LONGEST_PAUSE_SECONDS = 5;
/** How often a long wait says that it goes on. */
const SAYS_EVERY_MS = 15_000;
/** One look that misses an instance whose end EC2 has accepted may be a stale one. */
const ABSENCES_THAT_PROVE = 2;

/**
 * Looks until every accepted target is terminated or its wait is over, and reports each as soon as it is gone.
 * EC2 calls: one describe a region and look. An interrupt ends the waiting after one last look.
 */
export async function* awaitEnds(run: TerminationRun): AsyncGenerator<TerminationEvent, void> {
  const { clock } = run.ports;
  const startedAt = clock.now().getTime();
  let saidAt = startedAt;
  yield* deliverReports(run);
  for (let round = 0; run.input.waitSeconds !== null && openEnds(run).length > 0; round += 1) {
    const hasWaited = await pauseRun(run, Math.min(2 ** round, LONGEST_PAUSE_SECONDS));
    yield* lookOnce(run);
    yield* deliverReports(run);
    if (!hasWaited || run.halt !== null) return;
    const count = openEnds(run).length;
    const now = clock.now().getTime();
    if (count === 0 || now - saidAt < SAYS_EVERY_MS) continue;
    saidAt = now;
    yield { kind: 'waiting', count, waitedSeconds: (now - startedAt) / 1_000 };
  }
}

/** Those that are ending and whose own wait is not over. */
function openEnds(run: TerminationRun): ReturnType<typeof recordsIn<'ending'>> {
  const waitMs = (run.input.waitSeconds ?? 0) * 1_000;
  const now = run.ports.clock.now().getTime();
  return recordsIn(run, 'ending').filter(({ progress }) => now - Date.parse(progress.since) < waitMs);
}

async function* lookOnce(run: TerminationRun): AsyncGenerator<TerminationEvent, void> {
  const ending = recordsIn(run, 'ending').map(({ target }) => target);
  const regions = Map.groupBy(ending, ({ region }) => region);
  const looks = await Promise.all(
    [...regions].map(async ([region, targets]) => {
      const ids = targets.map(({ id }) => id);
      return { ids, described: await describeInstances(run.ports, { region, ids }) };
    }),
  );
  for (const { ids, described } of looks) {
    if (described.ok) {
      for (const id of ids) yield* note(run, { id, cloud: described.value.get(id) });
    } else if (isOfCredentials(described.error)) {
      run.halt = targetErrorOf(described.error);
    }
  }
}

async function* note(
  run: TerminationRun,
  seen: { readonly id: string; readonly cloud: CloudInstance | undefined },
): AsyncGenerator<TerminationEvent, void> {
  const { id, cloud } = seen;
  const progress = run.records.get(id)?.progress;
  if (progress?.step !== 'ending') return;
  const absences = cloud === undefined ? progress.absences + 1 : 0;
  if (cloud?.state === 'terminated' || absences >= ABSENCES_THAT_PROVE) {
    const at = endedAt(cloud, { seenAt: nowOf(run), begunAt: progress.begunAt });
    updateRecord(run, { id, progress: { step: 'gone', at, wasAlready: false } });
    yield { kind: 'gone', id, at, wasAlready: false };
    return;
  }
  updateRecord(run, { id, progress: { ...progress, seen: cloud?.state ?? progress.seen, absences } });
  if (cloud !== undefined && cloud.state !== progress.seen) yield { kind: 'state', id, state: cloud.state };
}
