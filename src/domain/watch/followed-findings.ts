import type { Finding } from '../findings/finding.ts';
import type { Timestamp } from '../instance.ts';

/** A finding with the moments it came and went while somebody watched. */
export interface FollowedFinding {
  readonly finding: Finding;
  /** When it was first seen; `null` where it stood there from the start. */
  readonly cameAt: Timestamp | null;
  /** When it was seen no more; `null` while it stands. */
  readonly wentAt: Timestamp | null;
}

/** How long a finding that is gone stays in sight, in milliseconds. */
const IN_SIGHT_MS = 60_000;

/** Those of now beside those that went within the last minute. `followed` is `null` at the first look. */
export function followFindings(
  followed: readonly FollowedFinding[] | null,
  seen: { readonly findings: readonly Finding[]; readonly at: Timestamp },
): readonly FollowedFinding[] {
  const before = new Map((followed ?? []).map((one) => [keyOf(one.finding), one]));
  const standing = seen.findings.map((finding): FollowedFinding => {
    const known = before.get(keyOf(finding));
    const isKnown = known !== undefined && known.wentAt === null;
    return { finding, cameAt: isKnown ? known.cameAt : followed === null ? null : seen.at, wentAt: null };
  });
  const keys = new Set(seen.findings.map(keyOf));
  const gone = [...before.values()]
    .filter((one) => !keys.has(keyOf(one.finding)))
    .map((one) => ({ ...one, wentAt: one.wentAt ?? seen.at }))
    .filter(({ wentAt }) => Date.parse(seen.at) - Date.parse(wentAt) < IN_SIGHT_MS);
  return [...standing, ...gone];
}

function keyOf({ code, subject }: Finding): string {
  return `${code} ${subject.type} ${subject.id}`;
}
