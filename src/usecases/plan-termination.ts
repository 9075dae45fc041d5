import { priceBook } from '../domain/cost.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { type Fleet, type FleetInstance, reconcile } from '../domain/reconciliation.ts';
import type { Seen } from '../domain/seen.ts';
import { findCandidates, type FoundCandidates } from '../domain/termination/find-candidates.ts';
import { findNamed, type FoundNamed } from '../domain/termination/find-named.ts';
import { planTermination, type TerminationFacts } from '../domain/termination/plan-termination.ts';
import type { TerminationOptions } from '../domain/termination/termination-options.ts';
import type { TerminationPlan } from '../domain/termination/termination-plan.ts';
import type { Ports } from '../ports/ports.ts';
import { chooseAgent } from './choose-agent.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherOffers } from './gather-offers.ts';
import { gatherPrices } from './gather-prices.ts';
import { requireSeen } from './require-seen.ts';
import { searchCloud } from './search-cloud.ts';
import { see } from './see.ts';
import { unseenSources } from './unseen-sources.ts';
import { gatherTerminationFacts } from './termination/gather-termination-facts.ts';

export interface PlanTerminationInput {
  readonly clientId: string | null;
  /** Only what stands in these regions; `null` for all that the client's agents and instances name. */
  readonly regions: readonly string[] | null;
  /** Only what belongs to this agent, by UUID or logical id. */
  readonly agent: string | null;
  /** The ids an operator named, and no others; `null` for everything unwanted. */
  readonly named: readonly string[] | null;
  /** Asked where no source names a region. */
  readonly fallbackRegion: string | null;
  readonly options: TerminationOptions;
}

/**
 * What terminating everything unwanted, or what was named, would come to. Changes nothing. Candidates are found from the client's rows
 * and EC2; what the sweep offers is one more voice, and its failure hides nothing. Throws the backend's error where it cannot be read, and AWS's where the account cannot be told.
 */
export async function gatherTerminationPlan(ports: Ports, input: PlanTerminationInput): Promise<TerminationPlan> {
  const { clientId, regions, options, named } = input;
  const gathered = await gatherFleet(ports, {
    clientId,
    regions,
    asksCloud: true,
    asksAccount: false,
    verifiesClient: true,
    asksAttribution: true,
  });
  const client = requireSeen(gathered.client);
  requireSeen(gathered.backend);
  const snapshot =
    named === null ? gathered : await searchCloud(ports, { ids: named, snapshot: gathered, fallbackRegion: input.fallbackRegion });
  requireSomeRegion(snapshot);
  const fleet = reconcile(snapshot);
  const unwanted = findCandidates(fleet, snapshot);
  const meant = named === null ? chooseMeant(unwanted, { fleet, input }) : findNamed(named, { fleet, snapshot, unwanted });
  const cloud = await ports.cloud();
  const account = await cloud.account();
  const facts = await gatherFacts(ports, { fleet, snapshot, account, meant });
  return planTermination({ fleet, snapshot, client, ...meant, unseen: unseenSources(snapshot), facts, options });
}

/** Where EC2 could be read nowhere, nothing can be said: its own error tells more than an empty plan. */
function requireSomeRegion(snapshot: FleetSnapshot): void {
  const regions = [...snapshot.regions.values()];
  const [first] = regions;
  if (first !== undefined && regions.every((seen) => !seen.ok)) requireSeen(first);
}

/** Whether EC2 would let the caller terminate the plan's targets, by region; asked with DryRun, so nothing is done. */
export async function askPermission(ports: Ports, plan: TerminationPlan): Promise<ReadonlyMap<string, Seen<boolean>>> {
  const doomed = Map.groupBy(
    plan.targets.filter(({ action }) => action === 'terminate'),
    ({ region }) => region,
  );
  const cloud = await ports.cloud();
  const asked = [...doomed].map(async ([region, targets]) => {
    return [
      region,
      await see(
        cloud.mayTerminate(
          region,
          targets.map(({ id }) => id),
        ),
      ),
    ] as const;
  });
  return new Map(await Promise.all(asked));
}

function chooseMeant(
  found: FoundCandidates,
  { fleet, input }: { readonly fleet: Fleet; readonly input: PlanTerminationInput },
): FoundNamed {
  const agentId = input.agent === null ? null : chooseAgent(fleet.agents, input.agent).id;
  const owners = new Map(fleet.instances.map((instance) => [instance.id, ownerOf(instance)]));
  const isMeant = (item: { readonly id: string; readonly region: string; readonly agentId?: string | null }): boolean => {
    const isOfAgent = agentId === null || (item.agentId ?? owners.get(item.id)) === agentId;
    return isOfAgent && (input.regions === null || input.regions.includes(item.region));
  };
  return { candidates: found.candidates.filter(isMeant), undecided: found.undecided.filter(isMeant), over: [], strangers: [] };
}

function ownerOf({ row, agent }: FleetInstance): string | null {
  return row?.agentId ?? agent?.id ?? null;
}

async function gatherFacts(
  ports: Ports,
  known: { readonly fleet: Fleet; readonly snapshot: FleetSnapshot; readonly account: string; readonly meant: FoundCandidates },
): Promise<TerminationFacts> {
  const { candidates } = known.meant;
  const unwanted = { agents: known.fleet.agents, instances: candidates.map(({ instance }) => instance) };
  const [asked, prices, ownInstanceId, offers] = await Promise.all([
    gatherTerminationFacts(ports, candidates),
    gatherPrices(ports, { fleet: unwanted, now: known.snapshot.takenAt }),
    ports.machine.instanceId(),
    candidates.length === 0 ? new Map() : gatherOffers(ports, known.snapshot),
  ]);
  return { ...asked, account: known.account, ownInstanceId, offers, prices: priceBook(known.fleet.instances, prices.prices) };
}
