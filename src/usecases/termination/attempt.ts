import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const MOST_TRIES = 4;

/** Ids that go into one call, and what became of the calls before. */
export interface Attempt {
  readonly ids: readonly string[];
  /** Rounds already spent on these ids. */
  readonly tries: number;
  /** True once a call named them: EC2 may have acted on any, whatever it answered. */
  readonly wasSent: boolean;
  /** True once EC2 answered so that it may have acted and may not show it yet: that it still runs proves nothing for a while. */
  readonly isDoubtful: boolean;
  readonly lastError: SpotctlError | null;
  /** Looked at once more, and nothing is sent. */
  readonly isFinal: boolean;
  readonly delaySeconds: number;
  /** How often in a row EC2 throttled the call: it had no effect, and is sent again as long as the region's patience lasts. */
  readonly throttled: number;
}

export function firstAttempt(ids: readonly string[]): Attempt {
  return { ids, tries: 0, wasSent: false, isDoubtful: false, lastError: null, isFinal: false, delaySeconds: 0, throttled: 0 };
}

/** The same ids again after a pause; looked at once more, and no more, when patience is over. */
export function tryLater(attempt: Attempt): Attempt {
  const tries = attempt.tries + 1;
  return { ...attempt, tries, isFinal: tries >= MOST_TRIES, delaySeconds: 2 ** tries };
}

/** EC2 refuses these before it acts. After any other error it may have acted on some. */
const WITHOUT_EFFECT: ReadonlySet<ErrorCode> = new Set([
  'AWS_CREDENTIALS',
  'AWS_EXPIRED',
  'AWS_DENIED',
  'AWS_REGION',
  'AWS_NOT_FOUND',
  'AWS_THROTTLED',
]);

/** True where EC2 has certainly done nothing of what it was asked. */
export function isWithoutEffect(error: SpotctlError): boolean {
  return WITHOUT_EFFECT.has(error.code);
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
  const sent = answered(attempt, error);
  const oneByOne = (whenAlone: Attempt): readonly Attempt[] => (attempt.ids.length === 1 ? [whenAlone] : alone(sent));
  switch (error?.code) {
    case 'JOURNAL_UNWRITABLE':
      // Nothing is sent that the journal does not hold.
      return [{ ...attempt, lastError: error, isFinal: true }];
    case 'AWS_THROTTLED':
      // A throttled call has no effect.
      return [{ ...attempt, lastError: error, delaySeconds: 0, throttled: attempt.throttled + 1 }];
    case 'AWS_CREDENTIALS':
    case 'AWS_EXPIRED':
      return [{ ...sent, isFinal: true }];
    case 'AWS_DENIED':
    case 'AWS_PROTECTED':
      return oneByOne({ ...sent, isFinal: true });
    case 'AWS_NOT_FOUND':
    case 'AWS_FAILED':
      return oneByOne(tryLater(sent));
    default:
      return [tryLater(sent)];
  }
}

function answered(attempt: Attempt, error: SpotctlError | null): Attempt {
  const isDoubtful = attempt.isDoubtful || error === null || !isWithoutEffect(error);
  return { ...attempt, wasSent: true, isDoubtful, lastError: error, delaySeconds: 0, throttled: 0 };
}

function alone(attempt: Attempt): readonly Attempt[] {
  return attempt.ids.map((id) => ({ ...attempt, ids: [id] }));
}
