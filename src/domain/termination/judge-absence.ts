import type { Instance, Timestamp } from '../instance.ts';

/** EC2 shows a terminated instance for about an hour, and may not show a new one for a while. */
const VISIBLE_AFTER_END_MS = 3_600_000;

export interface AbsenceInput {
  /** Moments at which the instance is known to have existed. */
  readonly existedAt: readonly (Timestamp | null)[];
  /** True where EC2 shows at least one other instance of this client in this account, so it is not simply the wrong account. */
  readonly isAccountProven: boolean;
  readonly now: Timestamp;
}

export type Absence = { readonly isGone: true } | { readonly isGone: false; readonly reason: string };

/**
 * Whether an id that EC2 does not return, and whose end this run has not seen begin, is gone. Absent is not gone: it may be another account's, or not visible yet.
 * @see the fleet model's rule "absent is not gone"
 */
export function judgeAbsence(input: AbsenceInput): Absence {
  if (!input.isAccountProven)
    return { isGone: false, reason: 'EC2 shows no instance of this client in this account, so it may be the wrong account' };
  const known = input.existedAt
    .flatMap((moment) => (moment === null ? [] : [Date.parse(moment)]))
    .filter((moment) => !Number.isNaN(moment));
  if (known.length === 0) return { isGone: false, reason: 'EC2 does not show it, and no source knows when it was launched' };
  const isOld = Date.parse(input.now) - Math.min(...known) > VISIBLE_AFTER_END_MS;
  return isOld ? { isGone: true } : { isGone: false, reason: 'EC2 does not show it, but its launch is less than an hour ago' };
}

/** Every moment at which a row proves that its instance existed. */
export function existenceOf(row: Instance | null): readonly (Timestamp | null)[] {
  return row === null ? [] : [row.installedAt, row.lastSwitchAt, row.zombieSince, row.terminationAttemptedAt];
}
