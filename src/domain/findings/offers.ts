import type { Agent } from '../agent.ts';
import type { FleetInstance } from '../reconciliation.ts';
import { RowIndex } from '../rows/row-index.ts';
import type { Facts } from './facts.ts';

/** An offer of the sweep with the agent it was made to. */
export interface MadeOffer {
  readonly agent: Agent;
  readonly instanceId: string;
  readonly reason: string;
  /** What the fleet knows under that id; `null` where nothing. */
  readonly instance: FleetInstance | null;
}

/** True for an agent whom the sweep answers with instances. */
export function isSwept(agent: Agent): boolean {
  return agent.autoTerminateEnabled === true && agent.status !== 'deleted';
}

/** Every offer that was heard, each with what is known of its instance. */
export function offersMade({ input, fleet }: Facts): readonly MadeOffer[] {
  if (input.offers.size === 0) return [];
  const byId = new RowIndex(fleet.instances, ({ id }) => id);
  return fleet.agents.flatMap((agent) => {
    const seen = input.offers.get(agent.id);
    if (seen?.ok !== true) return [];
    return seen.value.offers.map(({ instanceId, reason }) => ({ agent, instanceId, reason, instance: byId.find(instanceId) ?? null }));
  });
}
