import type { Agent } from '../agent.ts';
import { claimsPrimary, type Instance, type PurchaseMode } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import { objectionTo } from './object-to-registration.ts';
import type { RegistrationFacts } from './registration-facts.ts';
import type { ExpectedDemotion, RegistrationPlan } from './registration-plan.ts';
import type { RegistrationRequest } from './registration-request.ts';
import { isMarkedEnded, revivalWarning } from './revival.ts';
import { outlookAfterDemotion } from './sweep.ts';

/** Decides what registering would do: the request, whom it demotes, or why it is refused or needless. Nothing is done here. */
export function planRegistration(facts: RegistrationFacts): RegistrationPlan {
  const { agent, isPrimary } = facts;
  const objection = objectionTo(facts);
  if (objection !== null) return { kind: 'refused', ...objection };
  const request = requestFor(facts);
  const others = primariesBeside(facts);
  if (isRegistered(facts) && others.length === 0) return { kind: 'nothing-to-do', agent, request };
  return { kind: 'ready', agent, request, demoted: isPrimary ? others : [], warnings: warningsOf(facts) };
}

/** Type and zone as the registration will tell them; empty where neither EC2 nor the operator knows. */
export function poolOf({ cloud, overrides }: Pick<RegistrationFacts, 'cloud' | 'overrides'>): {
  readonly instanceType: string;
  readonly az: string;
} {
  return { instanceType: overrides.instanceType ?? cloud.instanceType ?? '', az: overrides.az ?? cloud.az ?? '' };
}

export function modeOf({ cloud, overrides }: Pick<RegistrationFacts, 'cloud' | 'overrides'>): Exclude<PurchaseMode, 'unknown'> {
  return overrides.mode ?? (cloud.lifecycle === 'spot' ? 'spot' : 'ondemand');
}

function requestFor(facts: RegistrationFacts): RegistrationRequest {
  const { cloud, overrides } = facts;
  const { instanceType, az } = poolOf(facts);
  const mode = modeOf(facts);
  return {
    instanceId: cloud.id,
    instanceType,
    region: cloud.region,
    az,
    mode,
    poolId: overrides.poolId ?? (mode === 'spot' ? `${instanceType}.${az}` : null),
    imageId: overrides.imageId ?? cloud.imageId,
    isPrimary: facts.isPrimary,
    spotPriceUsdPerHour: facts.spotPriceUsdPerHour,
    onDemandPriceUsdPerHour: facts.onDemandPriceUsdPerHour,
  };
}

function isRegistered(facts: RegistrationFacts): boolean {
  const { cloud, agent, isPrimary } = facts;
  const row = rowOf(facts);
  if (row === null || isOdd(facts)) return false;
  if (!isPrimary) return row.status === 'running_replica' && row.agentId === agent.id;
  const servesInItsRow = row.status === 'running_primary' && row.isPrimary === true && row.isActive !== false;
  return servesInItsRow && agent.instanceId === cloud.id;
}

/** The row lacks its agent, or holds a value that no query expects: to register again writes both anew. */
function isOdd({ cloud, fleet }: RegistrationFacts): boolean {
  const instance = fleet.instances.find(({ id }) => id === cloud.id);
  const isOfNobody = instance?.database !== null && instance?.database?.agentId === null;
  return isOfNobody || instance?.row?.strangeValues?.some((value) => /^is_(?:primary|active)=/.test(value)) === true;
}

/** Every other row of the agent that claims to be its primary. */
function primariesBeside({ cloud, agent, fleet, wait, now }: RegistrationFacts): readonly ExpectedDemotion[] {
  return primariesOf(fleet, agent).flatMap(({ id, row }) => {
    if (id === cloud.id) return [];
    return [{ id, status: row.status, isActive: row.isActive, outlook: outlookAfterDemotion({ row, agent, wait, now }) }];
  });
}

/** Every instance of the agent whose row claims to be its primary. */
export function primariesOf(fleet: Fleet, agent: Agent): readonly { readonly id: string; readonly row: Instance }[] {
  return fleet.instances.flatMap(({ id, row, ...instance }) =>
    row !== null && isOfAgent({ row, agent: instance.agent }, agent) && claimsPrimary(row) ? [{ id, row }] : [],
  );
}

/** Rows that claim to serve while no source tells for which agent: no agent points at them, and no list names one. */
export function orphanedPrimaries(fleet: Fleet): readonly string[] {
  return fleet.instances.flatMap(({ id, row, agent }) =>
    row !== null && row.agentId === null && agent === null && row.status === 'running_primary' ? [id] : [],
  );
}

export function isOfAgent({ row, agent }: Pick<FleetInstance, 'row' | 'agent'>, owner: Agent): boolean {
  return (row?.agentId ?? agent?.id) === owner.id;
}

function warningsOf(facts: RegistrationFacts): readonly string[] {
  const { cloud, agent, isPrimary, notes } = facts;
  const row = rowOf(facts);
  const isElsewhere = isPrimary && agent.region !== null && agent.region !== '' && agent.region !== cloud.region;
  const price = unpriced(facts);
  return [
    ...(row !== null && isMarkedEnded(row) ? [revivalWarning(cloud.id)] : []),
    ...(isElsewhere
      ? [`Agent ${agent.logicalAgentId} stays in ${agent.region} in the backend's books: its sweep does not look in ${cloud.region}.`]
      : []),
    ...(row?.status === 'zombie' ? [`${cloud.id} is a zombie now; registering brings it back into service.`] : []),
    ...(agent.isEnabled === false ? [`Agent ${agent.logicalAgentId} is disabled.`] : []),
    ...(facts.foreignInstanceIds === null ? ['No source could tell whether another client of this backend has the instance.'] : []),
    ...(price === null ? [] : [price]),
    ...notes,
  ];
}

/** The price that counts, where it is not known: spot for spot, on-demand for on-demand. */
function unpriced(facts: RegistrationFacts): string | null {
  const isSpot = modeOf(facts) === 'spot';
  if ((isSpot ? facts.spotPriceUsdPerHour : facts.onDemandPriceUsdPerHour) !== null) return null;
  return `Its ${isSpot ? 'spot' : 'on-demand'} price is not known and is left out; the backend books 0.`;
}

function rowOf({ cloud, fleet }: Pick<RegistrationFacts, 'cloud' | 'fleet'>): Instance | null {
  return fleet.instances.find(({ id }) => id === cloud.id)?.row ?? null;
}
