import type { Candidate } from './candidate.ts';
import type { Guard, GuardContext, Objection } from './guard.ts';

/** A candidate that a guard took out, and what would put it back. */
export interface Refusal {
  readonly id: string;
  /** `null` where no source says where it is. */
  readonly region: string | null;
  readonly guard: string;
  readonly reason: string;
  /** The flag that lifts the guard, with its value; `null` where nothing does. */
  readonly liftedBy: string | null;
  /** The next thing to do. */
  readonly hint: string;
}

/** Guards in their order: each judges what the ones before it left in, so that those that count do not count what is refused. */
export function applyGuards(
  candidates: readonly Candidate[],
  judged: { readonly guards: readonly Guard[]; readonly context: Omit<GuardContext, 'remaining'> },
): { readonly cleared: readonly Candidate[]; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const cleared = judged.guards.reduce((remaining, guard) => {
    const judge = guard.judge({ ...judged.context, remaining });
    return remaining.filter((candidate) => {
      const objection = judge(candidate);
      if (objection === null) return true;
      const { id, region } = candidate;
      refusals.push({
        id,
        region,
        guard: guard.name,
        reason: objection.reason,
        liftedBy: objection.liftedBy ?? null,
        hint: hintOf(objection),
      });
      return false;
    });
  }, candidates);
  return { cleared, refusals };
}

function hintOf({ liftedBy, hint }: Objection): string {
  if (liftedBy !== undefined) return `If it is meant, add ${liftedBy}.`;
  return hint ?? 'No flag lifts this guard.';
}
