import { factsOf } from '../domain/findings/facts.ts';
import { zombiesOfUnknownWait } from '../domain/findings/waits.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';
import type { SweepOffers } from '../domain/sweep-offers.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** The sweep looks by region, so a few agents hear of every zombie. */
const ASKED_AGENTS = 20;

/**
 * What the sweep offers, where only it can tell that a zombie's wait is over: one call for each agent concerned, at most 20, none otherwise.
 * Reading claims nothing and changes nothing.
 */
export async function gatherOffers(ports: Ports, snapshot: FleetSnapshot): Promise<ReadonlyMap<string, Seen<SweepOffers>>> {
  const agentIds = agentsConcerned(snapshot).slice(0, ASKED_AGENTS);
  const answers = agentIds.map(async (id) => [id, await see(ports.backend().then((backend) => backend.offers(id)))] as const);
  return new Map(await Promise.all(answers));
}

function agentsConcerned(snapshot: FleetSnapshot): readonly string[] {
  if (!snapshot.backend.ok) return [];
  const nothing = { ok: false, why: 'not asked yet', code: 'NOT_ASKED' } as const;
  const facts = factsOf({ fleet: snapshot, schema: nothing, endpoints: [], offers: new Map(), mayTerminate: new Map(), spotPrices: [] });
  const zombies = zombiesOfUnknownWait(facts);
  const owners = zombies.flatMap(({ agent }) => agent?.id ?? []);
  const neighbours = [...new Set(zombies.map(({ region }) => region))].flatMap(
    (region) => facts.fleet.agents.find((agent) => agent.region === region && agent.autoTerminateEnabled === true)?.id ?? [],
  );
  return [...new Set([...neighbours, ...owners])];
}
