import type { FleetSnapshot } from '../fleet-snapshot.ts';
import { type KnownInstance, knownInstance } from '../known-instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import type { Candidate, Over, Stranger, Undecided } from './candidate.ts';
import { actionForState, type FoundCandidates, placeOf, showsAnyOf } from './find-candidates.ts';
import { existenceOf, judgeAbsence } from './judge-absence.ts';

export interface FoundNamed extends FoundCandidates {
  readonly over: readonly Over[];
  readonly strangers: readonly Stranger[];
}

type Verdict =
  | { readonly kind: 'candidate'; readonly value: Candidate }
  | { readonly kind: 'undecided'; readonly value: Undecided }
  | { readonly kind: 'over'; readonly value: Over }
  | { readonly kind: 'stranger'; readonly value: Stranger };

/**
 * What the ids that an operator named come to, each exactly once and in their order. One that is wanted is a candidate too, as `named`;
 * the guards then judge it like every other. An id that EC2 does not show is gone only where that can be concluded.
 */
export function findNamed(
  ids: readonly string[],
  seen: { readonly fleet: Fleet; readonly snapshot: FleetSnapshot; readonly unwanted: FoundCandidates },
): FoundNamed {
  const { unwanted } = seen;
  const verdicts = [...new Set(ids)].map((id): Verdict => {
    const candidate = unwanted.candidates.find((one) => one.id === id);
    if (candidate !== undefined) return { kind: 'candidate', value: candidate };
    const undecided = unwanted.undecided.find((one) => one.id === id);
    return undecided === undefined ? judgeWanted(id, seen) : { kind: 'undecided', value: undecided };
  });
  return {
    candidates: verdicts.flatMap((verdict) => (verdict.kind === 'candidate' ? [verdict.value] : [])),
    undecided: verdicts.flatMap((verdict) => (verdict.kind === 'undecided' ? [verdict.value] : [])),
    over: verdicts.flatMap((verdict) => (verdict.kind === 'over' ? [verdict.value] : [])),
    strangers: verdicts.flatMap((verdict) => (verdict.kind === 'stranger' ? [verdict.value] : [])),
  };
}

function judgeWanted(id: string, seen: { readonly fleet: Fleet; readonly snapshot: FleetSnapshot }): Verdict {
  const known = knownInstance(seen.snapshot, id);
  const { instance } = known;
  if (instance === null) return { kind: 'stranger', value: { id, reason: whyStranger(known, seen.snapshot) } };
  const place = placeOf(instance);
  const undecided = (reason: string): Verdict => ({ kind: 'undecided', value: { id, region: place.region, reason } });
  if (!instance.cloud.ok) return undecided(instance.cloud.why);
  if (instance.cloud.value === null) return judgeAbsent(instance, seen);

  const action = actionForState(instance.cloud.value);
  if (typeof action !== 'string') return undecided(action.reason);
  if (action === 'report' && instance.standing === 'terminated')
    return { kind: 'over', value: { id, region: place.region, reason: 'EC2 and the backend both say that it is terminated' } };
  return { kind: 'candidate', value: candidateOf(instance, action) };
}

/** The backend's books hold it, and EC2 shows nothing of it. */
function judgeAbsent(instance: FleetInstance, seen: { readonly fleet: Fleet; readonly snapshot: FleetSnapshot }): Verdict {
  const { id, region, row, standing } = instance;
  const existedAt = existenceOf(row);
  const absence = judgeAbsence({ existedAt, isAccountProven: showsAnyOf(seen.fleet), now: seen.snapshot.takenAt });
  if (!absence.isGone) return { kind: 'undecided', value: { id, region, reason: absence.reason } };
  if (standing !== 'terminated') return { kind: 'candidate', value: candidateOf(instance, 'report') };
  return { kind: 'over', value: { id, region, reason: 'the backend says that it is terminated, and EC2 shows it no more' } };
}

function candidateOf(instance: FleetInstance, action: Candidate['action']): Candidate {
  const agentId = instance.row?.agentId ?? instance.agent?.id ?? null;
  return { id: instance.id, ...placeOf(instance), why: 'named', action, instance, agentId };
}

function whyStranger({ backend, database, cloud }: KnownInstance, { regions }: FleetSnapshot): string {
  if ([backend, database].some((book) => book.ok && book.value.isForeign)) return 'the backend gives it to another client';
  const unseen = cloud.ok ? `, and EC2 does not show it in ${[...regions.keys()].join(', ')}` : '';
  return `no list of this client holds it${unseen}`;
}
