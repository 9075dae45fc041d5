import type { Fleet, FleetInstance } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import type { SweepOffers } from '../sweep-offers.ts';
import type { IgnoredOffer } from './termination-plan.ts';

/** Offers of the sweep that name nothing this client's own sources call unwanted: each is left alone, with the reason. */
export function ignoredOffers(heard: {
  readonly offers: ReadonlyMap<string, Seen<SweepOffers>>;
  readonly fleet: Fleet;
  /** Ids that are candidates anyway. */
  readonly known: readonly string[];
  readonly foreign: ReadonlySet<string>;
}): readonly IgnoredOffer[] {
  const { offers, fleet, foreign } = heard;
  const told = new Set(heard.known);
  const ignored: IgnoredOffer[] = [];
  for (const agent of fleet.agents) {
    const seen = offers.get(agent.id);
    for (const { instanceId: id } of seen?.ok === true ? seen.value.offers : []) {
      if (told.has(id)) continue;
      told.add(id);
      const reason = foreign.has(id) ? 'it belongs to another client' : whyLeftAlone(fleet.instances.find((one) => one.id === id));
      ignored.push({ id, agent: agent.logicalAgentId, reason });
    }
  }
  return ignored;
}

function whyLeftAlone(instance: FleetInstance | undefined): string {
  if (instance?.row == null) return 'no list of this client holds it';
  if (instance.standing === 'primary' || instance.isPointedAt) return 'it serves as a primary';
  return instance.standing === 'terminated' ? 'it has ended' : 'no other source calls it unwanted';
}
