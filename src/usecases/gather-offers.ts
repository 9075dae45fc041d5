import { factsOf } from '../domain/findings/facts.ts';
import { fleetOnly } from '../domain/findings/fleet-only.ts';
import { isSwept } from '../domain/findings/offers.ts';
import { zombiesOfUnknownWait } from '../domain/findings/waits.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';
import type { SweepOffers } from '../domain/sweep-offers.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** The sweep looks by region, so a few agents hear of every zombie. */
const ASKED_AGENTS = 20;

/**
 * What the sweep offers: one call for each region that has an agent it sweeps for, and for each agent concerned, at most 20.
 * Reading claims nothing and changes nothing.
 */
export async function gatherOffers(ports: Ports, snapshot: FleetSnapshot): Promise<ReadonlyMap<string, Seen<SweepOffers>>> {
  const agentIds = agentsConcerned(snapshot).slice(0, ASKED_AGENTS);
  const answers = agentIds.map(async (id) => [id, await see(ports.backend().then((backend) => backend.offers(id)))] as const);
  return new Map(await Promise.all(answers));
}

/** One agent of each region, who hears of all its zombies; agents of zombies whose age nobody tells, and of replicas that ended or were promoted. */
function agentsConcerned(snapshot: FleetSnapshot): readonly string[] {
  if (!snapshot.backend.ok) return [];
  const facts = factsOf(fleetOnly(snapshot));
  const swept = facts.fleet.agents.filter(isSwept);
  const regions = new Set(swept.flatMap(({ region }) => region ?? []));
  const neighbours = [...regions].flatMap((region) => swept.find((agent) => agent.region === region)?.id ?? []);
  const owners = zombiesOfUnknownWait(facts).flatMap(({ agent }) => agent?.id ?? []);
  const ended = new Set(
    facts.replicas.filter(({ status }) => status === 'terminated' || status === 'promoted').map(({ agentId }) => agentId),
  );
  return [...new Set([...neighbours, ...owners, ...swept.flatMap(({ id }) => (ended.has(id) ? [id] : []))])];
}
