import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { FleetSnapshot } from '../../domain/fleet-snapshot.ts';
import { type Fleet, type FleetInstance, reconcile } from '../../domain/reconciliation.ts';
import { applyGuards } from '../../domain/termination/apply-guards.ts';
import type { Candidate } from '../../domain/termination/candidate.ts';
import { findCandidates } from '../../domain/termination/find-candidates.ts';
import { givenUpReplicas, replicasWithoutRow } from '../../domain/termination/given-up-replicas.ts';
import type { GuardContext } from '../../domain/termination/guard.ts';
import { absoluteGuards } from '../../domain/termination/guards/index.ts';
import { sourceClaims } from '../../domain/termination/source-claims.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import { type TargetError, targetError } from '../../domain/termination/termination-report.ts';
import { gatherFleet } from '../gather-fleet.ts';
import { targetErrorOf, type TerminationRun } from './termination-run.ts';
import { tryCall } from '../try-call.ts';
import { unseenSources } from '../unseen-sources.ts';

/** What the books say right before a call: why an id may not be touched now, or why nothing can be said of any. */
export type Recheck =
  | { readonly ok: true; readonly refusals: ReadonlyMap<string, TargetError> }
  | { readonly ok: false; readonly error: TargetError };

/**
 * Reads account, agents and rows anew, and judges every guard that no flag lifts on them, so that an instance
 * that became primary, or is wanted again, since the plan was shown is left alone. Backend: 3 calls; STS: 1.
 */
export async function recheckTargets(
  run: TerminationRun,
  asked: { readonly region: string; readonly targets: readonly PlannedTarget[]; readonly clouds: ReadonlyMap<string, CloudInstance> },
): Promise<Recheck> {
  const cloud = await run.ports.cloud();
  const [account, books] = await Promise.all([tryCall(cloud.account()), readBooks(run)]);
  if (!account.ok) return { ok: false, error: targetErrorOf(account.error) };
  const blind = unseenSources(books).find(({ source }) => wasSeen(run, source));
  if (blind !== undefined) {
    const message = `The ${blind.source} could not be read again right before the call, so nothing was sent: ${blind.why}`;
    return { ok: false, error: targetError('NOT_SENT', message) };
  }

  const snapshot: FleetSnapshot = { ...books, regions: new Map([[asked.region, { ok: true, value: [...asked.clouds.values()] }]]) };
  const fleet = reconcile(snapshot);
  const known = freshInstances(fleet, snapshot);
  const candidates = asked.targets.map((target) => freshCandidate(target, { known, clouds: asked.clouds }));
  const context = contextOf(run, { snapshot, fleet, account: account.value });
  const { cleared, refusals } = applyGuards(candidates, { guards: absoluteGuards, context });
  const refused = refusals.map(({ id, reason, hint }) => [id, refusal(reason, hint)] as const);
  const unwanted = new Set(findCandidates(fleet, snapshot).candidates.map(({ id }) => id));
  // What the operator named although it was wanted is still meant, as long as no guard objects.
  const wanted = cleared.filter(({ id, action, why }) => action === 'terminate' && why !== 'named' && !unwanted.has(id));
  const again = wanted.map(
    ({ id, instance }) =>
      [
        id,
        refusal(
          `it is wanted again: the backend now calls it ${instance.row?.status ?? 'something else'}`,
          'Look at it with `spotctl instances`.',
        ),
      ] as const,
  );
  return { ok: true, refusals: new Map([...refused, ...again]) };
}

/** The plan was confirmed on what this source said, so a silence of it now proves nothing. */
function wasSeen({ input }: TerminationRun, source: string): boolean {
  return source === 'backend' || !input.plan.unseen.some((unseen) => unseen.source === source);
}

function contextOf(
  { input }: TerminationRun,
  fresh: { readonly snapshot: FleetSnapshot; readonly fleet: Fleet; readonly account: string },
): Omit<GuardContext, 'remaining'> {
  const { plan, confirmed, options } = input;
  const claims = sourceClaims(fresh.snapshot);
  return {
    client: plan.client,
    account: fresh.account,
    confirmed,
    fleet: fresh.fleet,
    agents: claims.agents,
    foreignInstanceIds: new Set([...claims.foreignInstanceIds, ...plan.foreignInstanceIds]),
    ownInstanceId: plan.ownInstanceId,
    protection: new Map(),
    options,
    now: fresh.snapshot.takenAt,
  };
}

function refusal(reason: string, hint: string): TargetError {
  return { ...targetError('TERMINATION_REFUSED', `Not terminated: ${reason}.`), hint };
}

async function readBooks({ ports, input }: TerminationRun): Promise<FleetSnapshot> {
  return await gatherFleet(ports, {
    clientId: input.plan.client.id,
    regions: [],
    asksCloud: false,
    asksAccount: false,
    verifiesClient: false,
    asksAttribution: false,
  });
}

function freshInstances(fleet: Fleet, snapshot: FleetSnapshot): ReadonlyMap<string, FleetInstance> {
  const rowless = replicasWithoutRow(givenUpReplicas(snapshot), { fleet, snapshot });
  return new Map([...fleet.instances, ...rowless].map((instance) => [instance.id, instance]));
}

function freshCandidate(
  target: PlannedTarget,
  fresh: { readonly known: ReadonlyMap<string, FleetInstance>; readonly clouds: ReadonlyMap<string, CloudInstance> },
): Candidate {
  const { id, why, agentId } = target;
  const cloud = fresh.clouds.get(id) ?? null;
  const instance = fresh.known.get(id) ?? unknownInstance(target);
  const isOver = cloud === null || cloud.state === 'terminated' || cloud.state === 'shutting-down';
  return {
    id,
    region: cloud?.region ?? target.region,
    az: target.az,
    why,
    action: isOver ? 'report' : 'terminate',
    instance,
    cloud,
    agentId,
  };
}

function unknownInstance({ id, region }: PlannedTarget): FleetInstance {
  const nothing = { row: null, backend: null, database: null, agent: null };
  return { id, region, standing: 'unknown', ...nothing, cloud: { ok: true, value: null }, isPointedAt: false };
}
