import type { SweepOffer } from '../sweep-offers.ts';
import type { TerminationPlan } from '../termination/termination-plan.ts';

/** An offer that an agent leaves alone, and why. */
export interface DeclinedOffer {
  readonly id: string;
  readonly reason: string;
}

/** What an agent does about the sweep's offers. */
export interface OfferedPlan {
  /** The plan for everything unwanted, kept to what is offered. */
  readonly plan: TerminationPlan;
  readonly declined: readonly DeclinedOffer[];
}

/**
 * Keeps a plan to what the sweep offers, at most `cap` of it. An offer is never an order: what this client's own list does not call
 * unwanted is declined by name. What is known to have been reported is left out in silence, since today's backend offers it for ever.
 */
export function chooseOffered(
  plan: TerminationPlan,
  by: { readonly offers: readonly SweepOffer[]; readonly reported: ReadonlySet<string>; readonly cap: number },
): OfferedPlan {
  const ids = [...new Set(by.offers.map(({ instanceId }) => instanceId))].filter((id) => !by.reported.has(id));
  const targets = plan.targets.filter(({ id }) => ids.includes(id));
  const kept = targets.slice(0, by.cap);
  const planned = new Set(targets.map(({ id }) => id));
  const declined = ids.filter((id) => !planned.has(id)).map((id) => ({ id, reason: reasonOf(id, plan) }));
  const postponed = targets
    .slice(by.cap)
    .map(({ id }) => ({ id, reason: `the cap of ${by.cap} a cycle is reached; the next cycle takes it` }));
  return { plan: { ...plan, targets: kept }, declined: [...declined, ...postponed] };
}

function reasonOf(id: string, { refusals, undecided, foreignInstanceIds }: TerminationPlan): string {
  const refusal = refusals.find((refused) => refused.id === id);
  if (refusal !== undefined) return refusal.reason;
  const unclear = undecided.find((one) => one.id === id);
  if (unclear !== undefined) return unclear.reason;
  if (foreignInstanceIds.has(id)) return 'it belongs to another client';
  return "no list of this client's calls it unwanted";
}
