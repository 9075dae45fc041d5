import { errorTexts } from '../../wire/errors.ts';
import { errorText } from './answer-error.ts';
import type { Answer, Outcome } from './exchange.ts';

export const MAX_ATTEMPTS = 3;

const BASE_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

export interface Attempted {
  readonly outcome: Outcome;
  /** 1 for the first. */
  readonly attempt: number;
  readonly remainingMs: number;
  /** A number from 0 up to 1. */
  readonly random: number;
}

/** How long to wait before a read is tried again, with full jitter; `null` where trying again would not help or not fit. */
export function retryPauseMs({ outcome, attempt, remainingMs, random }: Attempted): number | null {
  if (attempt >= MAX_ATTEMPTS || !isWorthRetrying(outcome, attempt)) return null;
  const jitter = random * Math.min(LONGEST_PAUSE_MS, BASE_PAUSE_MS * 2 ** attempt);
  const pause = Math.max(jitter, outcome.kind === 'answered' ? askedPauseMs(outcome.answer) : 0);
  return pause < remainingMs ? pause : null;
}

function isWorthRetrying(outcome: Outcome, attempt: number): boolean {
  if (outcome.kind === 'answered') return isPassing(outcome.answer);
  // Nothing listens: only a backend that was there a moment ago may be back in another.
  if (outcome.error.code === 'BACKEND_REFUSED') return attempt > 1;
  return outcome.isTransient;
}

const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];

function isPassing(answer: Answer): boolean {
  if (PASSING_STATUSES.includes(answer.status)) return true;
  if (answer.status !== 500) return false;
  // An HTML 500 comes from the token check: no connection was left in the backend's database pool.
  return answer.text.trimStart().startsWith('<') || errorText(answer) === errorTexts.poolExhausted;
}

function askedPauseMs({ retryAfter }: Answer): number {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
}
