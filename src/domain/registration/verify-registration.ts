import type { Agent } from '../agent.ts';
import { claimsPrimary, type Instance, type InstanceStatus } from '../instance.ts';
import type { Fleet } from '../reconciliation.ts';
import { isOfAgent } from './plan-registration.ts';
import type { ExpectedDemotion } from './registration-plan.ts';
import type { RegistrationRequest } from './registration-request.ts';
import { type Sweep, sweepOf } from './sweep.ts';

export interface Demotion {
  readonly id: string;
  readonly previousStatus: InstanceStatus;
  readonly status: InstanceStatus;
  readonly isActive: boolean | null;
  readonly sweep: Sweep;
}

export interface Verification {
  readonly isVerified: boolean;
  /** What is not as it was asked for, one sentence each. */
  readonly problems: readonly string[];
  readonly demoted: readonly Demotion[];
  /** True where the backend shows no trace of the registration at all. */
  readonly isUntouched: boolean;
}

/** Compares what the backend shows now with what the registration asked for. */
export function verifyRegistration(seen: {
  readonly fleet: Fleet;
  readonly agent: Agent;
  readonly request: RegistrationRequest;
  readonly demoted: readonly ExpectedDemotion[];
  /** The instance's row before; `null` where there was none. */
  readonly before: Instance | null;
}): Verification {
  const { fleet, request, demoted } = seen;
  const row = fleet.instances.find(({ id }) => id === request.instanceId)?.row ?? null;
  const agent = fleet.agents.find(({ id }) => id === seen.agent.id) ?? null;
  const problems = [...problemsOfRow(row, request), ...(request.isPrimary ? problemsOfAgent({ agent, fleet, request }) : [])];
  const isUntouched =
    row?.status === seen.before?.status && agent?.instanceId === seen.agent.instanceId && demoted.every((old) => isUnchanged(old, fleet));
  return { isVerified: problems.length === 0, problems, demoted: demoted.map((old) => demotionOf(old, fleet)), isUntouched };
}

function problemsOfRow(row: Instance | null, { instanceId, isPrimary }: RegistrationRequest): readonly string[] {
  if (row === null) return [`The backend has no row of ${instanceId}.`];
  const expected = isPrimary ? 'running_primary' : 'running_replica';
  const hasStatus = row.status === expected && row.isPrimary === isPrimary;
  return [
    ...(hasStatus
      ? []
      : [`The backend calls ${instanceId} ${row.status}${row.isPrimary === true ? ', marked primary' : ''}, not ${expected}.`]),
    ...(row.isActive === false ? [`The backend has ${instanceId} as inactive.`] : []),
  ];
}

function problemsOfAgent(seen: {
  readonly agent: Agent | null;
  readonly fleet: Fleet;
  readonly request: RegistrationRequest;
}): readonly string[] {
  const { agent, fleet, request } = seen;
  if (agent === null) return ['The agent is no longer there.'];
  const others = fleet.instances.filter((instance) => {
    return instance.id !== request.instanceId && instance.row !== null && claimsPrimary(instance.row) && isOfAgent(instance, agent);
  });
  return [
    ...(agent.instanceId === request.instanceId ? [] : [`Agent ${agent.logicalAgentId} still names ${agent.instanceId ?? 'no instance'}.`]),
    ...others.map(({ id }) => `${id} is a primary of agent ${agent.logicalAgentId} as well.`),
  ];
}

function isUnchanged(old: ExpectedDemotion, fleet: Fleet): boolean {
  return fleet.instances.find(({ id }) => id === old.id)?.row?.status === old.status;
}

function demotionOf({ id, status: previousStatus }: ExpectedDemotion, fleet: Fleet): Demotion {
  const row = fleet.instances.find((instance) => instance.id === id)?.row ?? null;
  const isActive = row?.isActive ?? null;
  return { id, previousStatus, status: row?.status ?? 'unknown', isActive, sweep: row === null ? 'unknown' : sweepOf(row) };
}
