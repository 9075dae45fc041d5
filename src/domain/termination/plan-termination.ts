import type { Attachment, CloudInstance } from '../cloud-instance.ts';
import { costOf, type PriceBook } from '../cost.ts';
import type { Client, FleetSnapshot } from '../fleet-snapshot.ts';
import type { Fleet } from '../reconciliation.ts';
import type { Seen } from '../seen.ts';
import { applyGuards } from './apply-guards.ts';
import type { Candidate, Undecided } from './candidate.ts';
import type { Protection } from './guard.ts';
import { guards } from './guards/index.ts';
import { sourceClaims } from './source-claims.ts';
import type { TerminationOptions } from './termination-options.ts';
import type { LeftBehind, PlannedSpotRequest, PlannedTarget, TerminationPlan, UnseenSource } from './termination-plan.ts';

/** What EC2 and the machine were asked about the candidates beyond describing them. */
export interface TerminationFacts {
  readonly account: string;
  readonly ownInstanceId: string | null;
  readonly protection: ReadonlyMap<string, Seen<Protection>>;
  /** By the id of the spot request; one that is missing could not be seen. */
  readonly spotRequestTypes: ReadonlyMap<string, 'one-time' | 'persistent'>;
  readonly prices: PriceBook;
}

export interface PlanInput {
  readonly fleet: Fleet;
  readonly snapshot: FleetSnapshot;
  readonly client: Client;
  readonly candidates: readonly Candidate[];
  readonly undecided: readonly Undecided[];
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
  const targets = cleared.map((candidate) => planTarget(candidate, input));
  const { undecided, unseen } = input;
  const { account, ownInstanceId } = facts;
  const { foreignInstanceIds } = claims;
  return { account, client, madeAt: snapshot.takenAt, targets, refusals, undecided, unseen, ownInstanceId, foreignInstanceIds };
}

function planTarget(candidate: Candidate, { facts, snapshot }: PlanInput): PlannedTarget {
  const { id, region, az, why, action, instance, cloud, agentId } = candidate;
  const cost = costOf(instance, { prices: facts.prices, now: snapshot.takenAt });
  return {
    id,
    region,
    az,
    why,
    standing: instance.standing,
    action,
    state: cloud?.state ?? null,
    instanceType: cloud?.instanceType ?? instance.row?.instanceType ?? null,
    launchedAt: cloud?.launchedAt ?? null,
    agentId,
    logicalAgentId: instance.agent?.logicalAgentId ?? null,
    ...cost,
    protection: protectionOf(facts.protection.get(id)),
    spotRequest: cloud === null ? null : spotRequestOf(cloud, facts),
    leftBehind: leftBehindBy(cloud),
  };
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

function leftBehindBy(cloud: CloudInstance | null): LeftBehind {
  if (cloud === null) return { volumes: [], networkInterfaces: [], addresses: [] };
  return { volumes: staying(cloud.volumes), networkInterfaces: staying(cloud.networkInterfaces), addresses: cloud.elasticAddresses };
}

function staying(attachments: readonly Attachment[]): readonly string[] {
  return attachments.flatMap(({ id, deletedOnTermination }) => (deletedOnTermination ? [] : [id]));
}
