import type { PackableSnapshot } from '../domain/fleet-snapshot.ts';
import type { FleetInstance } from '../domain/reconciliation.ts';
import type { Rows } from '../domain/rows/rows.ts';
import { type HeardOffers, sweepObstacle } from '../domain/sweep-obstacle.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** Each answer is a query of the backend, and the first few tell whether the sweep works. */
const ASKED_AGENTS = 20;

/**
 * What the sweep offers the agents whose zombies nothing else explains: one call an agent, at most 20, none where there are no such.
 * Reading claims nothing and changes nothing.
 */
export async function gatherOwnerOffers(
  ports: Ports,
  { unwanted, snapshot }: { readonly unwanted: Rows<FleetInstance>; readonly snapshot: PackableSnapshot },
): Promise<HeardOffers> {
  if (!snapshot.backend.ok) return new Map();
  const unheard = { offers: new Map(), now: snapshot.takenAt };
  const puzzling = unwanted.filter((instance) => instance.standing === 'zombie' && sweepObstacle(instance, unheard) === null);
  const owners = new Set(puzzling.flatMap(({ agent }) => agent?.id ?? []));
  const answers = [...owners]
    .slice(0, ASKED_AGENTS)
    .map(async (id) => [id, await see(ports.backend().then((backend) => backend.offers(id)))] as const);
  return new Map(await Promise.all(answers));
}
