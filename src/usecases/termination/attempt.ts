import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const MOST_TRIES = 4;

/** Ids that go into one call, and what became of the calls before. */
export interface Attempt {
  readonly ids: readonly string[];
  /** Rounds already spent on these ids. */
  readonly tries: number;
  /** True once a call named them: EC2 may have acted on any, whatever it answered. */
  readonly wasSent: boolean;
  readonly lastError: SpotctlError | null;
  /** Looked at once more, and nothing is sent. */
  readonly isFinal: boolean;
  readonly delaySeconds: number;
}

export function firstAttempt(ids: readonly string[]): Attempt {
  return { ids, tries: 0, wasSent: false, lastError: null, isFinal: false, delaySeconds: 0 };
}

/** The same ids again after a pause; looked at once more, and no more, when patience is over. */
export function tryLater(attempt: Attempt): Attempt {
  const tries = attempt.tries + 1;
  return { ...attempt, tries, isFinal: tries >= MOST_TRIES, delaySeconds: 2 ** tries };
}

/** What stands in the way of every further call: credentials that no longer work, or a journal that cannot be written. */
export function isInTheWay(error: SpotctlError): boolean {
  return isOfCredentials(error) || error.code === 'JOURNAL_UNWRITABLE';
}

/** Credentials that no longer work stand in the way of every further call. */
export function isOfCredentials(error: SpotctlError | null): boolean {
  return error?.code === 'AWS_EXPIRED' || error?.code === 'AWS_CREDENTIALS';
}

/**
 * What to try next for ids that a call left without an answer. One bad id must not sink the others, so an error that
 * may be about one of them sends each alone.
 */
export function followUp(attempt: Attempt, error: SpotctlError | null): readonly Attempt[] {
  const sent: Attempt = { ...attempt, wasSent: true, lastError: error, delaySeconds: 0 };
  const isAlone = attempt.ids.length === 1;
  switch (error?.code) {
    case 'JOURNAL_UNWRITABLE':
      // Nothing is sent that the journal does not hold.
      return [{ ...attempt, lastError: error, isFinal: true }];
    case 'AWS_THROTTLED':
      // The region's patience is spent, and a throttled call has no effect: the rest goes on.
      return [{ ...attempt, lastError: error, isFinal: true, delaySeconds: 0 }];
    case 'AWS_CREDENTIALS':
    case 'AWS_EXPIRED':
      return [{ ...sent, isFinal: true }];
    case 'AWS_DENIED':
    case 'AWS_PROTECTED':
      return isAlone ? [{ ...sent, isFinal: true }] : alone(sent);
    case 'AWS_NOT_FOUND':
    case 'AWS_FAILED':
      return isAlone ? [tryLater(sent)] : alone(sent);
    default:
      return [tryLater(sent)];
  }
}

function alone(attempt: Attempt): readonly Attempt[] {
  return attempt.ids.map((id) => ({ ...attempt, ids: [id] }));
}
