import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { KeptTarget } from '../../domain/journal/run-state.ts';
import { endedAt } from '../../domain/termination/ended-at.ts';
import { judgeAbsence } from '../../domain/termination/judge-absence.ts';
import { targetError } from '../../domain/termination/termination-report.ts';
import { describeInstances } from '../termination/describe-instances.ts';
import { pauseRun } from '../termination/pause-run.ts';
import type { TerminationEvent } from '../termination/termination-event.ts';
import { nowOf, type Progress, type TerminationRun, updateRecord } from '../termination/termination-run.ts';
import type { Tried } from '../try-call.ts';

/** EC2 may show an instance as running for a while after it has accepted its end. */
const STALE_FOR_MS = 60_000;
const LONGEST_PAUSE_SECONDS = 5;
const MOST_FAILURES = 4;
/** One look that misses an instance may be a stale one. */
const ABSENCES_THAT_PROVE = 2;

interface Doubt {
  readonly kept: KeptTarget;
  /** When this process began to look. */
  readonly lookingSince: Timestamp;
  absences: number;
  failures: number;
}

/**
 * Finds out what became of instances whose termination may have reached EC2, and sends nothing. One that runs on is called standing only
 * a minute after it was sent, since EC2 is consistent only in the end. Without patience it looks once.
 */
export async function* lookAgain(run: TerminationRun, doubtful: readonly KeptTarget[]): AsyncGenerator<TerminationEvent, void> {
  const isPatient = run.input.waitSeconds !== null;
  const doubts = new Map(doubtful.map((kept) => [kept.target.id, { kept, lookingSince: nowOf(run), absences: 0, failures: 0 }]));
  for (let round = 0; doubts.size > 0; round += 1) {
    const looks = await lookOnce(
      run,
      [...doubts.values()].map(({ kept }) => kept),
    );
    for (const [id, doubt] of doubts) {
      const event = judge(run, { doubt, look: looks.get(doubt.kept.target.region) });
      if (event === null) continue;
      doubts.delete(id);
      if (event !== 'as before') yield event;
    }
    const goesOn = doubts.size > 0 && isPatient && (await pauseRun(run, Math.min(2 ** round, LONGEST_PAUSE_SECONDS)));
    if (!goesOn) return;
  }
}

type Look = Tried<ReadonlyMap<string, CloudInstance>>;

async function lookOnce(run: TerminationRun, doubtful: readonly KeptTarget[]): Promise<ReadonlyMap<string, Look>> {
  const regions = Map.groupBy(doubtful, ({ target }) => target.region);
  const looks = [...regions].map(async ([region, kept]): Promise<[string, Look]> => {
    const ids = kept.map(({ target }) => target.id);
    return [region, await describeInstances(run.ports, { region, ids })];
  });
  return new Map(await Promise.all(looks));
}

/** What this look settles; `null` where another has to follow. */
function judge(
  run: TerminationRun,
  { doubt, look }: { readonly doubt: Doubt; readonly look: Look | undefined },
): TerminationEvent | 'as before' | null {
  const { target } = doubt.kept;
  if (look === undefined) return null;
  if (!look.ok) {
    doubt.failures += 1;
    return doubt.failures < MOST_FAILURES
      ? null
      : move(run, { doubt, to: unknown(`EC2 could not be asked what became of it: ${look.error.message}`) });
  }
  const cloud = look.value.get(target.id);
  if (cloud === undefined) return judgeAbsent(run, doubt);
  if (cloud.state === 'terminated') return move(run, { doubt, to: gone(run, { kept: doubt.kept, cloud }) });
  if (cloud.state === 'shutting-down')
    return doubt.kept.progress.step === 'ending' ? 'as before' : move(run, { doubt, to: ending(run, doubt.kept) });
  if (cloud.state === 'unknown') return move(run, { doubt, to: unknown('EC2 shows it in a state that spotctl does not know.') });
  return judgeStanding(run, doubt);
}

function judgeAbsent(run: TerminationRun, doubt: Doubt): TerminationEvent | null {
  const { target } = doubt.kept;
  doubt.absences += 1;
  if (doubt.absences < ABSENCES_THAT_PROVE) return null;
  const now = nowOf(run);
  const wasSeenThere = target.state !== null;
  const absence = judgeAbsence({ existedAt: [target.launchedAt], isAccountProven: true, now });
  // What the plan had concluded to be gone, and what EC2 showed before, is gone.
  if (wasSeenThere || target.action === 'report' || absence.isGone)
    return move(run, { doubt, to: gone(run, { kept: doubt.kept, cloud: undefined }) });
  return move(run, { doubt, to: unknown(`${absence.reason}.`) });
}

function judgeStanding(run: TerminationRun, { kept, lookingSince }: Doubt): TerminationEvent | null {
  const { id } = kept.target;
  const sentAt = kept.sentAt === null ? 0 : Date.parse(kept.sentAt);
  // A clock that was set back since it was sent must not make this a wait of hours.
  const passed = run.ports.clock.now().getTime() - Math.min(sentAt, Date.parse(lookingSince));
  if (passed < STALE_FOR_MS) return null;
  const message =
    kept.sentAt === null
      ? 'It was thought to have ended, and it runs.'
      : 'It was sent for without an answer, and it still runs: it was not terminated.';
  return { kind: 'standing', id, error: targetError('INTERRUPTED', message) };
}

/** An end that this run may have begun. */
function isOurs({ sentAt, progress }: KeptTarget): boolean {
  return sentAt !== null || progress.step === 'ending';
}

/** When it was sent, or accepted; `null` where its end is none of this run's. */
function begunAtOf({ progress, sentAt }: KeptTarget): Timestamp | null {
  return progress.step === 'ending' ? progress.since : sentAt;
}

function ending(run: TerminationRun, kept: KeptTarget): Progress {
  return { step: 'ending', since: nowOf(run), begunAt: begunAtOf(kept), seen: 'shutting-down', absences: 0 };
}

function gone(run: TerminationRun, { kept, cloud }: { readonly kept: KeptTarget; readonly cloud: CloudInstance | undefined }): Progress {
  return { step: 'gone', at: endedAt(cloud, { seenAt: nowOf(run), begunAt: begunAtOf(kept) }), wasAlready: !isOurs(kept) };
}

function unknown(message: string): Progress {
  return { step: 'unknown', error: targetError('OUTCOME_UNKNOWN', message) };
}

function move(run: TerminationRun, { doubt, to }: { readonly doubt: Doubt; readonly to: Progress }): TerminationEvent | null {
  const { id } = doubt.kept.target;
  updateRecord(run, { id, progress: to });
  switch (to.step) {
    case 'gone':
      return { kind: 'gone', id, at: to.at, wasAlready: to.wasAlready };
    case 'ending':
      return { kind: 'state', id, state: to.seen };
    case 'refused':
    case 'failed':
    case 'unknown':
      return { kind: to.step, id, error: to.error };
    case 'planned':
    case 'put-off':
      return null;
    default:
      return to satisfies never;
  }
}
