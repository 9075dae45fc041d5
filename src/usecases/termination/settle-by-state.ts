import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { Timestamp } from '../../domain/instance.ts';
import { endedAt } from '../../domain/termination/ended-at.ts';
import { judgeAbsence } from '../../domain/termination/judge-absence.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import { targetError } from '../../domain/termination/termination-report.ts';
import type { Attempt } from './attempt.ts';
import { type Progress, targetErrorOf } from './termination-run.ts';

/** What one look made of a target: settled for now, still to be sent, or to be looked at again. */
export interface Settlement {
  readonly target: PlannedTarget;
  readonly to: Progress | 'standing' | 'unsettled';
}

export interface Look {
  readonly target: PlannedTarget;
  readonly cloud: CloudInstance | undefined;
  readonly attempt: Attempt;
  readonly now: Timestamp;
}

export function isEnded(cloud: CloudInstance | undefined): boolean {
  return cloud?.state === 'shutting-down' || cloud?.state === 'terminated';
}

/** An end that has begun or is over. Where this run has sent it, it is this run's. */
export function settleEnded({ target, cloud, attempt, now }: Look): Settlement {
  if (cloud?.state === 'shutting-down')
    return { target, to: { step: 'ending', since: now, begunAt: null, seen: 'shutting-down', absences: 0 } };
  return { target, to: { step: 'gone', at: endedAt(cloud, { seenAt: now, begunAt: null }), wasAlready: !attempt.wasSent } };
}

export function settleByState(look: Look): Settlement {
  const { target, cloud, attempt } = look;
  if (cloud === undefined) return settleAbsent(look);
  if (isEnded(cloud)) return settleEnded(look);
  if (cloud.state === 'unknown') return unknown(target, 'EC2 shows it in a state that spotctl does not know.');
  return attempt.isFinal ? settleStanding(target, attempt) : { target, to: 'standing' };
}

function settleAbsent({ target, attempt, now }: Look): Settlement {
  const gone: Settlement = { target, to: { step: 'gone', at: now, wasAlready: true } };
  // The plan had already concluded that it is gone, and EC2 still shows nothing.
  if (target.state === null) return gone;
  if (!attempt.isFinal) return { target, to: 'unsettled' };
  const absence = judgeAbsence({ existedAt: [target.launchedAt], isAccountProven: true, now });
  return absence.isGone ? gone : unknown(target, `${absence.reason}.`);
}

function settleStanding(target: PlannedTarget, { lastError, isDoubtful }: Attempt): Settlement {
  if (lastError?.code === 'AWS_PROTECTED') {
    const hint = `If it is meant, add --unprotect ${target.id}.`;
    return { target, to: { step: 'refused', error: { ...targetErrorOf(lastError), hint } } };
  }
  if (isDoubtful) return unknown(target, `EC2 shows it running, and may have accepted its end all the same: ${whyInDoubt(lastError)}`);
  if (lastError?.code === 'AWS_THROTTLED') return { target, to: { step: 'put-off', error: targetErrorOf(lastError) } };
  const error = lastError === null ? targetError('AWS_FAILED', 'It was not sent, and it still runs.') : targetErrorOf(lastError);
  return { target, to: { step: 'failed', error } };
}

function whyInDoubt(lastError: Attempt['lastError']): string {
  return lastError === null ? 'it did not name it in its answer.' : lastError.message;
}

function unknown(target: PlannedTarget, message: string): Settlement {
  return { target, to: { step: 'unknown', error: targetError('OUTCOME_UNKNOWN', message) } };
}
