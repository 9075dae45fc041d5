import type { Finding } from './findings/finding.ts';
import type { Timestamp } from './instance.ts';

/** A finding that an operator knows of and does not want to hear about until a day; without a subject, all of its code. */
export interface Suppression {
  readonly code: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly until: Timestamp;
}

/** A finding that was made and is kept quiet, with why and until when. */
export interface SuppressedFinding extends Finding {
  readonly reason: string;
  readonly until: Timestamp;
}

/** True once it has run out: what it kept quiet is heard again. */
export function isExpired({ until }: Suppression, now: Timestamp): boolean {
  return Date.parse(until) <= Date.parse(now);
}

/** The suppression in force for a finding; `null` where there is none. */
export function suppressionOf(
  finding: Finding,
  input: { readonly suppressions: readonly Suppression[]; readonly now: Timestamp },
): Suppression | null {
  const inForce = input.suppressions.filter((suppression) => !isExpired(suppression, input.now));
  return inForce.find(({ code, subject }) => code === finding.code && (subject === null || subject === finding.subject.id)) ?? null;
}
