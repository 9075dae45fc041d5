import type { Agent } from '../agent.ts';
import { claimsPrimary, type Instance, type InstanceStatus, type Timestamp } from '../instance.ts';
import type { Fleet } from '../reconciliation.ts';
import { orphanedPrimaries, primariesOf } from './plan-registration.ts';
import type { ExpectedDemotion } from './registration-plan.ts';
import type { RegistrationRequest } from './registration-request.ts';
import { clearMarksStatement, marksOfEnd } from './revival.ts';
import { type SweepOutlook, sweepOutlook, type SweepWait } from './sweep.ts';

export interface Demotion extends SweepOutlook {
  readonly id: string;
  readonly previousStatus: InstanceStatus;
  readonly status: InstanceStatus;
  readonly isActive: boolean | null;
}

export interface Verification {
  readonly isVerified: boolean;
  /** What is not as it was asked for, one sentence each. */
  readonly problems: readonly string[];
  readonly demoted: readonly Demotion[];
  /** Who claims to be the agent's primary now. */
  readonly primaries: readonly string[];
  /** True where the backend shows no trace of the registration at all. */
  readonly isUntouched: boolean;
}

export interface ReadAfterRegistration {
  readonly fleet: Fleet;
  readonly agent: Agent;
  readonly request: RegistrationRequest;
  readonly demoted: readonly ExpectedDemotion[];
  /** The instance's row before; `null` where there was none. */
  readonly before: Instance | null;
  /** Rows that claimed to serve nobody knows which agent before already. */
  readonly knownOrphans: ReadonlySet<string>;
  readonly wait: SweepWait | null;
  readonly now: Timestamp;
}

/** Compares what the backend shows now with what the registration asked for. */
export function verifyRegistration(read: ReadAfterRegistration): Verification {
  const { fleet, request, demoted } = read;
  const row = fleet.instances.find(({ id }) => id === request.instanceId)?.row ?? null;
  const agent = fleet.agents.find(({ id }) => id === read.agent.id) ?? null;
  const primaries = agent === null ? [] : primariesOf(fleet, agent).map(({ id }) => id);
  const problems = [
    ...problemsOfRow(row, { request, primaries, agent }),
    ...(request.isPrimary ? problemsOfAgent({ agent, primaries, request, row }) : []),
    ...newOrphans(read),
  ];
  const isUntouched =
    row?.status === read.before?.status && agent?.instanceId === read.agent.instanceId && demoted.every((old) => isUnchanged(old, fleet));
  return {
    isVerified: problems.length === 0,
    problems,
    demoted: demoted.map((old) => demotionOf(old, { ...read, agent: agent ?? read.agent })),
    primaries,
    isUntouched,
  };
}

interface Claims {
  readonly request: RegistrationRequest;
  readonly primaries: readonly string[];
  readonly agent: Agent | null;
}

function problemsOfRow(row: Instance | null, claims: Claims): readonly string[] {
  const { instanceId, isPrimary } = claims.request;
  if (row === null) return [`The backend has no row of ${instanceId}.`];
  const hasStatus = row.status === (isPrimary ? 'running_primary' : 'running_replica') && row.isPrimary === isPrimary;
  return [
    ...(hasStatus ? [] : [wrongStatus(row, claims)]),
    ...(row.isActive === false ? [`The backend has ${instanceId} as inactive.`] : []),
    ...(hasStatus ? [...differences(row, claims.request), ...marksLeft(row)] : []),
  ];
}

function wrongStatus(row: Instance, { request, primaries, agent }: Claims): string {
  const { instanceId, isPrimary } = request;
  const expected = isPrimary ? 'running_primary' : 'running_replica';
  if (row.status === expected) return `The backend calls ${instanceId} ${expected}, and its is_primary says ${row.isPrimary ?? 'nothing'}.`;
  const successor = isPrimary && !claimsPrimary(row) ? primaries[0] : undefined;
  const marked = row.isPrimary === true ? ', marked primary' : '';
  const replaced = successor === undefined ? '' : `: ${successor} is the primary of agent ${agent?.logicalAgentId ?? '-'} now`;
  return `The backend calls ${instanceId} ${row.status}${marked}, not ${expected}${replaced}.`;
}

function marksLeft(row: Instance): readonly string[] {
  const marks = marksOfEnd(row);
  if (marks.length === 0) return [];
  return [`The row of ${row.id} serves and still carries ${marks.join(', ')} (FL420). In the database: ${clearMarksStatement(row.id)}`];
}

/** A row that was there keeps its old facts in today's backend. */
function differences(row: Instance, request: RegistrationRequest): readonly string[] {
  const pairs = [
    ['type', row.instanceType, request.instanceType],
    ['zone', row.az, request.az],
    ['region', row.region, request.region],
  ] as const;
  return pairs.flatMap(([name, kept, told]) =>
    kept === told ? [] : [`The backend keeps the ${name} ${kept ?? 'empty'} for ${request.instanceId}, and was told ${told}.`],
  );
}

function problemsOfAgent(seen: {
  readonly agent: Agent | null;
  readonly primaries: readonly string[];
  readonly request: RegistrationRequest;
  readonly row: Instance | null;
}): readonly string[] {
  const { agent, primaries, request, row } = seen;
  if (agent === null) return ['The agent is no longer there.'];
  const name = agent.logicalAgentId;
  const isReplaced = row !== null && !claimsPrimary(row) && primaries.length > 0;
  const others = isReplaced ? [] : primaries.filter((id) => id !== request.instanceId);
  return [
    ...(agent.instanceId === request.instanceId ? [] : [`Agent ${name} names ${agent.instanceId ?? 'no instance'} as its instance.`]),
    ...others.map((id) => `${id} is a primary of agent ${name} as well (FL405).`),
  ];
}

/** Where no list tells whose a row is, a second primary shows only as one that nobody points at. */
function newOrphans({ fleet, agent, request, knownOrphans }: ReadAfterRegistration): readonly string[] {
  if (!request.isPrimary) return [];
  const found = orphanedPrimaries(fleet).filter((id) => id !== request.instanceId && !knownOrphans.has(id));
  return found.map(
    (id) => `${id} has become a primary too, and no source tells of which agent: it may be ${agent.logicalAgentId} (FL405).`,
  );
}

function isUnchanged(old: ExpectedDemotion, fleet: Fleet): boolean {
  return fleet.instances.find(({ id }) => id === old.id)?.row?.status === old.status;
}

function demotionOf({ id, status: previousStatus }: ExpectedDemotion, read: ReadAfterRegistration): Demotion {
  const row = read.fleet.instances.find((instance) => instance.id === id)?.row ?? null;
  const isActive = row?.isActive ?? null;
  const gone: SweepOutlook = { sweep: 'unknown', because: 'the backend no longer shows its row', waitSeconds: null, notBefore: null };
  const outlook = row === null ? gone : sweepOutlook({ row, agent: read.agent, wait: read.wait, now: read.now });
  return { id, previousStatus, status: row?.status ?? 'unknown', isActive, ...outlook };
}
