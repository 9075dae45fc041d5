import type { Agent } from '../agent.ts';
import type { CloudInstance } from '../cloud-instance.ts';
import { claimsPrimary, type PurchaseMode } from '../instance.ts';
import type { Fleet, FleetInstance } from '../reconciliation.ts';
import { objectionTo } from './object-to-registration.ts';
import type { ExpectedDemotion, RegistrationPlan } from './registration-plan.ts';
import type { RegistrationRequest } from './registration-request.ts';

/** Facts the operator gave, which win over what EC2 says. */
export interface RegistrationOverrides {
  readonly instanceType: string | null;
  readonly az: string | null;
  readonly mode: Exclude<PurchaseMode, 'unknown'> | null;
  readonly poolId: string | null;
  readonly imageId: string | null;
}

export interface RegistrationFacts {
  readonly cloud: CloudInstance;
  readonly agent: Agent;
  readonly fleet: Fleet;
  readonly clientId: string;
  /** Ids that the sources give to other clients; `null` where none of them can tell. */
  readonly foreignInstanceIds: ReadonlySet<string> | null;
  readonly isPrimary: boolean;
  readonly overrides: RegistrationOverrides;
  readonly spotPriceUsdPerHour: number | null;
  readonly onDemandPriceUsdPerHour: number | null;
}

/** Decides what registering would do: the request, whom it demotes, or why it is refused or needless. Nothing is done here. */
export function planRegistration(facts: RegistrationFacts): RegistrationPlan {
  const { agent, isPrimary } = facts;
  const objection = objectionTo(facts);
  if (objection !== null) return { kind: 'refused', reason: objection };
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

function isRegistered({ cloud, agent, fleet, isPrimary }: RegistrationFacts): boolean {
  const row = fleet.instances.find(({ id }) => id === cloud.id)?.row ?? null;
  if (row === null) return false;
  if (!isPrimary) return row.status === 'running_replica' && row.agentId === agent.id;
  const servesInItsRow = row.status === 'running_primary' && row.isPrimary === true && row.isActive !== false;
  return servesInItsRow && agent.instanceId === cloud.id;
}

/** Every other row of the agent that claims to be its primary. */
function primariesBeside({ cloud, agent, fleet }: RegistrationFacts): readonly ExpectedDemotion[] {
  return fleet.instances.flatMap(({ id, row, ...instance }) => {
    const isOthers = row === null || id === cloud.id || !isOfAgent({ row, agent: instance.agent }, agent) || !claimsPrimary(row);
    return isOthers ? [] : [{ id, status: row.status, isActive: row.isActive }];
  });
}

export function isOfAgent({ row, agent }: Pick<FleetInstance, 'row' | 'agent'>, owner: Agent): boolean {
  return (row?.agentId ?? agent?.id) === owner.id;
}

function warningsOf(facts: RegistrationFacts): readonly string[] {
  const { cloud, agent, fleet, isPrimary } = facts;
  const row = fleet.instances.find(({ id }) => id === cloud.id)?.row ?? null;
  const isElsewhere = isPrimary && agent.region !== null && agent.region !== cloud.region;
  const unpriced = modeOf(facts) === 'spot' ? facts.spotPriceUsdPerHour === null : facts.onDemandPriceUsdPerHour === null;
  return [
    ...(isElsewhere
      ? [`Agent ${agent.logicalAgentId} stays in ${agent.region} in the backend's books: its sweep does not look in ${cloud.region}.`]
      : []),
    ...(row?.status === 'zombie' ? [`${cloud.id} is a zombie now; registering brings it back into service.`] : []),
    ...(agent.isEnabled === false ? [`Agent ${agent.logicalAgentId} is disabled.`] : []),
    ...(facts.foreignInstanceIds === null ? ['No source could tell whether another client of this backend has the instance.'] : []),
    ...(unpriced ? ['Its price is not known and is left out; the backend books 0.'] : []),
  ];
}
