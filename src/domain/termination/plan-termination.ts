import type { Attachment, CloudInstance } from '../cloud-instance.ts';
import { costOf, type PriceBook } from '../cost.ts';
import type { Client, FleetSnapshot } from '../fleet-snapshot.ts';
import type { Fleet } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import { type HeardOffers, sweepObstacle } from '../sweep-obstacle.ts';
import { applyGuards } from './apply-guards.ts';
import type { Candidate, Over, Stranger, Undecided } from './candidate.ts';
import type { Protection } from './guard.ts';
import { guards } from './guards/index.ts';
import { neverAForeignClient } from './guards/never-a-foreign-client.ts';
import { ignoredOffers } from './ignored-offers.ts';
import { ownerOf } from './owner-of.ts';
import { sourceClaims } from './source-claims.ts';
import type { TerminationOptions } from './termination-options.ts';
import type { LeftBehind, PlannedSpotRequest, PlannedTarget, RefusedCandidate, TerminationPlan, UnseenSource } from './termination-plan.ts';

/** What EC2 and the machine were asked about the candidates beyond describing them. */
export interface TerminationFacts {
  readonly account: string;
  readonly ownInstanceId: string | null;
  readonly protection: ReadonlyMap<string, Seen<Protection>>;
  /** By the id of the spot request; one that is missing could not be seen. */
  readonly spotRequestTypes: ReadonlyMap<string, 'one-time' | 'persistent'>;
  readonly prices: PriceBook;
  /** What the sweep offers, by agent; an agent that is missing was not asked. */
  readonly offers: HeardOffers;
}

export interface PlanInput {
  readonly fleet: Fleet;
  readonly snapshot: FleetSnapshot;
  readonly client: Client;
  readonly candidates: readonly Candidate[];
  readonly undecided: readonly Undecided[];
  /** Of ids that the operator named. */
  readonly over?: readonly Over[];
  readonly strangers?: readonly Stranger[];
  readonly unseen: readonly UnseenSource[];
  readonly facts: TerminationFacts;
  readonly options: TerminationOptions;
}

/** Decides for every candidate: a target, or refused by a guard and with what reason. Nothing is asked and nothing is done here. */
export function planTermination(input: PlanInput): TerminationPlan {
  const { fleet, snapshot, client, facts, options } = input;
  const claims = sourceClaims(snapshot);
  const context = {
    ...claims,
    client,
    fleet,
    account: facts.account,
    confirmed: null,
    ownInstanceId: facts.ownInstanceId,
    protection: facts.protection,
    options,
    now: snapshot.takenAt,
  };
  const { cleared, refusals } = applyGuards(input.candidates, { guards, context });
  const offers = heardInEachRegion(fleet, facts.offers);
  const planned = new Map(input.candidates.map((candidate) => [candidate.id, planTarget(candidate, { ...input, offers })]));
  const { undecided, unseen, over = [], strangers = [] } = input;
  return {
    account: facts.account,
    client,
    madeAt: snapshot.takenAt,
    targets: cleared.flatMap(({ id }) => planned.get(id) ?? []),
    refusals: [...refusals.map((refusal) => ({ ...refusal, facts: planned.get(refusal.id) ?? null })), ...strangers.map(refuseStranger)],
    undecided,
    over,
    ignoredOffers: ignoredOffers({ offers: facts.offers, fleet, known: [...planned.keys()], foreign: claims.foreignInstanceIds }),
    unseen,
    ownInstanceId: facts.ownInstanceId,
    foreignInstanceIds: claims.foreignInstanceIds,
  };
}

/** The sweep looks by region: what it tells one agent there holds for all. */
function heardInEachRegion({ agents }: Fleet, offers: HeardOffers): HeardOffers {
  const answers = agents.flatMap(({ id, region }) => {
    const answer = offers.get(id);
    return answer === undefined ? [] : [[region, answer] as const];
  });
  // Of several in a region the first is kept.
  const byRegion = new Map(answers.toReversed());
  const heard = agents.flatMap(({ id, region }) => {
    const answer = offers.get(id) ?? byRegion.get(region);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  return new Map(heard);
}

function refuseStranger({ id, reason }: Stranger): RefusedCandidate {
  const hint = 'Check the id, and that --context and --region are those of its client.';
  return { id, region: null, guard: neverAForeignClient.name, reason, liftedBy: null, hint, facts: null };
}

function planTarget(candidate: Candidate, { facts, snapshot, offers }: PlanInput & { readonly offers: HeardOffers }): PlannedTarget {
  const { id, region, az, why, action, instance, cloud, agentId } = candidate;
  const cost = costOf(instance, { prices: facts.prices, now: snapshot.takenAt });
  return {
    id,
    region,
    az,
    why,
    notSweptBecause: why === 'named' || action !== 'terminate' ? null : sweepObstacle(instance, { offers, now: snapshot.takenAt }),
    standing: instance.standing,
    action,
    ...(cloud === null ? NOT_SHOWN : shownBy(cloud, facts)),
    instanceType: cloud?.instanceType ?? instance.row?.instanceType ?? null,
    agentId,
    logicalAgentId: instance.agent?.logicalAgentId ?? null,
    ...cost,
    protection: protectionOf(facts.protection.get(id)),
  };
}

type ShownFacts = Pick<PlannedTarget, 'state' | 'lifecycle' | 'managedBy' | 'launchedAt' | 'spotRequest' | 'leftBehind'>;

const NOT_SHOWN: ShownFacts = {
  state: null,
  lifecycle: null,
  managedBy: null,
  launchedAt: null,
  spotRequest: null,
  leftBehind: { volumes: [], networkInterfaces: [], addresses: [] },
};

function shownBy(cloud: CloudInstance, facts: TerminationFacts): ShownFacts {
  const { state, lifecycle, launchedAt, volumes, networkInterfaces, elasticAddresses } = cloud;
  const leftBehind: LeftBehind = { volumes: staying(volumes), networkInterfaces: staying(networkInterfaces), addresses: elasticAddresses };
  return { state, lifecycle, managedBy: ownerOf(cloud), launchedAt, spotRequest: spotRequestOf(cloud, facts), leftBehind };
}

/** A spot instance cannot be protected, so one that was not asked about is not. */
function protectionOf(seen: Seen<Protection> | undefined): PlannedTarget['protection'] {
  if (seen === undefined) return 'off';
  if (!seen.ok) return 'unknown';
  return seen.value.termination || seen.value.stop ? 'on' : 'off';
}

function spotRequestOf({ spotRequestId }: CloudInstance, { spotRequestTypes }: TerminationFacts): PlannedSpotRequest | null {
  return spotRequestId === null ? null : { id: spotRequestId, type: spotRequestTypes.get(spotRequestId) ?? 'unknown' };
}

function staying(attachments: readonly Attachment[]): readonly string[] {
  return attachments.flatMap(({ id, deletedOnTermination }) => (deletedOnTermination ? [] : [id]));
}
